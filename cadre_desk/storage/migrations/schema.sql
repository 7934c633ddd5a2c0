CREATE TABLE alembic_version (
    version_num VARCHAR(32) NOT NULL,
    CONSTRAINT alembic_version_pkc PRIMARY KEY (version_num)
);

CREATE TABLE approval (
    id INTEGER NOT NULL,
    requester TEXT NOT NULL,
    approver TEXT NOT NULL,
    at TEXT NOT NULL,
    what TEXT NOT NULL,
    digest TEXT NOT NULL,
    audit_id INTEGER NOT NULL,
    used_audit_id INTEGER,
    CONSTRAINT pk_approval PRIMARY KEY (id),
    CONSTRAINT fk_approval_audit_id_audit FOREIGN KEY(audit_id) REFERENCES audit (id),
    CONSTRAINT fk_approval_used_audit_id_audit FOREIGN KEY(used_audit_id) REFERENCES audit (id),
    CONSTRAINT uq_approval_used_audit_id UNIQUE (used_audit_id)
);

CREATE TRIGGER approval_fixed BEFORE UPDATE OF id, requester, approver, at, what, digest, audit_id ON approval BEGIN SELECT RAISE(ABORT, 'approval is fixed'); END;

CREATE TRIGGER approval_stays BEFORE DELETE ON approval BEGIN SELECT RAISE(ABORT, 'approval stays'); END;

CREATE TRIGGER approval_used BEFORE UPDATE ON approval WHEN OLD.used_audit_id IS NOT NULL BEGIN SELECT RAISE(ABORT, 'approval is used'); END;

CREATE TABLE assignment (
    mark TEXT NOT NULL,
    cadre_id INTEGER,
    item TEXT,
    reason TEXT NOT NULL,
    officer TEXT NOT NULL,
    at TEXT NOT NULL,
    CONSTRAINT pk_assignment PRIMARY KEY (mark)
)
    WITHOUT ROWID;

CREATE TABLE audit (
    id INTEGER NOT NULL,
    at TEXT NOT NULL,
    officer TEXT NOT NULL,
    action TEXT NOT NULL,
    subject TEXT NOT NULL,
    detail TEXT NOT NULL,
    digest TEXT NOT NULL,
    CONSTRAINT pk_audit PRIMARY KEY (id)
);

CREATE TRIGGER audit_no_delete BEFORE DELETE ON audit BEGIN SELECT RAISE(ABORT, 'append only'); END;

CREATE TRIGGER audit_no_update BEFORE UPDATE ON audit BEGIN SELECT RAISE(ABORT, 'append only'); END;

CREATE TABLE avoidance (
    officer_id INTEGER NOT NULL,
    identity TEXT NOT NULL,
    relation TEXT NOT NULL,
    name TEXT DEFAULT '' NOT NULL,
    CONSTRAINT pk_avoidance PRIMARY KEY (officer_id, identity)
);

CREATE TABLE batch (
    id INTEGER NOT NULL,
    kind TEXT NOT NULL,
    file TEXT NOT NULL,
    sha256 TEXT NOT NULL,
    officer TEXT NOT NULL,
    at TEXT NOT NULL,
    note TEXT DEFAULT '' NOT NULL,
    added INTEGER DEFAULT '0' NOT NULL,
    changed INTEGER DEFAULT '0' NOT NULL,
    same INTEGER DEFAULT '0' NOT NULL, audit_id INTEGER CONSTRAINT fk_batch_audit_id_audit REFERENCES audit (id), undone_at TEXT, undone_by TEXT, undone_reason TEXT,
    CONSTRAINT pk_batch PRIMARY KEY (id)
);

CREATE TABLE birth (
    table_name TEXT NOT NULL,
    row_key TEXT NOT NULL,
    audit_id INTEGER NOT NULL,
    CONSTRAINT pk_birth PRIMARY KEY (table_name, row_key, audit_id),
    CONSTRAINT fk_birth_audit_id_audit FOREIGN KEY(audit_id) REFERENCES audit (id)
)
    WITHOUT ROWID;

CREATE TABLE "cadre" (
    id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
    identity TEXT NOT NULL,
    name TEXT NOT NULL,
    initials TEXT DEFAULT '' NOT NULL,
    sex TEXT,
    birth TEXT,
    unit_id INTEGER,
    title TEXT,
    level TEXT,
    rank TEXT,
    in_service TEXT,
    reporting INTEGER,
    reporting_since TEXT,
    data TEXT DEFAULT '{}' NOT NULL,
    batch_id INTEGER,
    line INTEGER,
    CONSTRAINT fk_cadre_batch_id_batch FOREIGN KEY(batch_id) REFERENCES batch (id),
    CONSTRAINT fk_cadre_unit_id_unit FOREIGN KEY(unit_id) REFERENCES unit (id),
    CONSTRAINT uq_cadre_identity UNIQUE (identity)
);

CREATE INDEX ix_cadre_initials ON cadre (initials);

CREATE INDEX ix_cadre_name ON cadre (name);

CREATE INDEX ix_cadre_unit_id ON cadre (unit_id);

CREATE TABLE "campaign_case" (
    id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
    campaign TEXT NOT NULL,
    case_number TEXT NOT NULL,
    cadre_id INTEGER,
    name TEXT,
    unit TEXT,
    category TEXT,
    received TEXT,
    state TEXT,
    data TEXT DEFAULT '{}' NOT NULL,
    batch_id INTEGER,
    line INTEGER,
    CONSTRAINT fk_campaign_case_batch_id_batch FOREIGN KEY(batch_id) REFERENCES batch (id),
    CONSTRAINT fk_campaign_case_cadre_id_cadre FOREIGN KEY(cadre_id) REFERENCES cadre (id),
    CONSTRAINT uq_campaign_case_campaign_case_number UNIQUE (campaign, case_number)
);

CREATE INDEX ix_campaign_case_cadre_id ON campaign_case (cadre_id);

CREATE TABLE declaration (
    cadre_id INTEGER NOT NULL,
    n INTEGER NOT NULL,
    year INTEGER NOT NULL,
    filing TEXT NOT NULL,
    number INTEGER DEFAULT '1' NOT NULL,
    received TEXT,
    signed TEXT,
    data TEXT DEFAULT '{}' NOT NULL,
    batch_id INTEGER,
    line INTEGER,
    CONSTRAINT pk_declaration PRIMARY KEY (cadre_id, n),
    CONSTRAINT fk_declaration_batch_id_batch FOREIGN KEY(batch_id) REFERENCES batch (id),
    CONSTRAINT fk_declaration_cadre_id_cadre FOREIGN KEY(cadre_id) REFERENCES cadre (id),
    CONSTRAINT uq_declaration_cadre_id_year_filing_number UNIQUE (cadre_id, year, filing, number)
)
    WITHOUT ROWID;

CREATE TRIGGER born_declaration AFTER INSERT ON declaration WHEN NEW.batch_id IS NULL BEGIN
    INSERT OR IGNORE INTO birth (audit_id, table_name, row_key)
    VALUES ((SELECT coalesce(max(id), 0) + 1 FROM audit), 'declaration', NEW.cadre_id || '/' || NEW.n);
    END;

CREATE TABLE deletion (
    id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
    audit_id INTEGER NOT NULL,
    kind TEXT NOT NULL,
    row_key TEXT NOT NULL,
    what TEXT NOT NULL,
    reason TEXT NOT NULL,
    officer TEXT NOT NULL,
    at TEXT NOT NULL,
    rows INTEGER NOT NULL,
    state TEXT DEFAULT 'kept' NOT NULL,
    ended INTEGER,
    CONSTRAINT ck_deletion_state CHECK (state in ('kept', 'restored', 'purged')),
    CONSTRAINT fk_deletion_audit_id_audit FOREIGN KEY(audit_id) REFERENCES audit (id),
    CONSTRAINT fk_deletion_ended_audit FOREIGN KEY(ended) REFERENCES audit (id),
    CONSTRAINT uq_deletion_audit_id UNIQUE (audit_id)
);

CREATE TABLE determination (
    cadre_id INTEGER NOT NULL,
    n INTEGER NOT NULL,
    verification_id INTEGER NOT NULL,
    state TEXT NOT NULL,
    grade TEXT NOT NULL,
    decided TEXT,
    measure_n INTEGER,
    data TEXT DEFAULT '{}' NOT NULL,
    CONSTRAINT pk_determination PRIMARY KEY (cadre_id, n),
    CONSTRAINT ck_determination_state CHECK (state in ('proposed', 'decided', 'revoked')),
    CONSTRAINT fk_determination_cadre_id_cadre FOREIGN KEY(cadre_id) REFERENCES cadre (id),
    CONSTRAINT fk_determination_verification_id_verification FOREIGN KEY(verification_id) REFERENCES verification (id)
)
    WITHOUT ROWID;

CREATE INDEX ix_determination_verification_id ON determination (verification_id);

CREATE TRIGGER born_determination AFTER INSERT ON determination BEGIN
    INSERT OR IGNORE INTO birth (audit_id, table_name, row_key)
    VALUES ((SELECT coalesce(max(id), 0) + 1 FROM audit), 'determination', NEW.cadre_id || '/' || NEW.n);
    END;

CREATE TABLE discrepancy (
    cadre_id INTEGER NOT NULL,
    n INTEGER NOT NULL,
    verification_id INTEGER NOT NULL,
    section TEXT NOT NULL,
    thing TEXT NOT NULL,
    outcome TEXT NOT NULL,
    article TEXT DEFAULT '' NOT NULL,
    confidence TEXT DEFAULT '' NOT NULL,
    reason TEXT NOT NULL,
    current INTEGER DEFAULT '1' NOT NULL,
    grade TEXT,
    determination_n INTEGER,
    data TEXT DEFAULT '{}' NOT NULL,
    CONSTRAINT pk_discrepancy PRIMARY KEY (cadre_id, n),
    CONSTRAINT fk_discrepancy_cadre_id_cadre FOREIGN KEY(cadre_id) REFERENCES cadre (id),
    CONSTRAINT fk_discrepancy_verification_id_verification FOREIGN KEY(verification_id) REFERENCES verification (id),
    CONSTRAINT uq_discrepancy_cadre_id_verification_id_section_thing UNIQUE (cadre_id, verification_id, section, thing)
)
    WITHOUT ROWID;

CREATE INDEX ix_discrepancy_verification_id_outcome ON discrepancy (verification_id, outcome);

CREATE TRIGGER born_discrepancy AFTER INSERT ON discrepancy BEGIN
    INSERT OR IGNORE INTO birth (audit_id, table_name, row_key)
    VALUES ((SELECT coalesce(max(id), 0) + 1 FROM audit), 'discrepancy', NEW.cadre_id || '/' || NEW.n);
    END;

CREATE TABLE "disposition" (
    id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
    flag_id INTEGER NOT NULL,
    fingerprint TEXT NOT NULL,
    decision TEXT NOT NULL,
    reason TEXT NOT NULL,
    officer TEXT NOT NULL,
    at TEXT NOT NULL,
    CONSTRAINT fk_disposition_flag_id_flag FOREIGN KEY(flag_id) REFERENCES flag (id)
);

CREATE INDEX ix_disposition_flag_id ON disposition (flag_id);

CREATE TRIGGER born_disposition AFTER INSERT ON disposition BEGIN
    INSERT OR IGNORE INTO birth (audit_id, table_name, row_key)
    VALUES ((SELECT coalesce(max(id), 0) + 1 FROM audit), 'disposition', NEW.id);
    END;

CREATE TABLE draft (
    officer_id INTEGER NOT NULL,
    screen TEXT NOT NULL,
    "key" INTEGER NOT NULL,
    data TEXT NOT NULL,
    seen TEXT DEFAULT '' NOT NULL,
    at TEXT NOT NULL,
    CONSTRAINT pk_draft PRIMARY KEY (officer_id, screen, "key")
)
    WITHOUT ROWID;

CREATE TABLE draw (
    verification_id INTEGER NOT NULL,
    people TEXT NOT NULL,
    count INTEGER NOT NULL,
    day TEXT NOT NULL,
    digest TEXT NOT NULL,
    listed TEXT,
    first TEXT,
    first_number TEXT,
    second TEXT,
    second_number TEXT,
    seed TEXT,
    drawn TEXT,
    CONSTRAINT pk_draw PRIMARY KEY (verification_id),
    CONSTRAINT fk_draw_verification_id_verification FOREIGN KEY(verification_id) REFERENCES verification (id)
);

CREATE TABLE entry (
    cadre_id INTEGER NOT NULL,
    n INTEGER NOT NULL,
    section TEXT NOT NULL,
    position INTEGER NOT NULL,
    action TEXT,
    holder TEXT,
    relation TEXT,
    item TEXT NOT NULL,
    event_date TEXT,
    amount FLOAT,
    area FLOAT,
    share FLOAT,
    data TEXT DEFAULT '{}' NOT NULL,
    batch_id INTEGER,
    line INTEGER,
    CONSTRAINT pk_entry PRIMARY KEY (cadre_id, n, section, position),
    CONSTRAINT fk_entry_batch_id_batch FOREIGN KEY(batch_id) REFERENCES batch (id)
)
    WITHOUT ROWID;

CREATE TRIGGER born_entry AFTER INSERT ON entry WHEN NEW.batch_id IS NULL BEGIN
    INSERT OR IGNORE INTO birth (audit_id, table_name, row_key)
    VALUES ((SELECT coalesce(max(id), 0) + 1 FROM audit), 'entry', NEW.cadre_id || '/' || NEW.n || '/' || NEW.section);
    END;

CREATE TABLE feedback (
    id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
    verification_id INTEGER NOT NULL,
    section TEXT NOT NULL,
    source TEXT NOT NULL,
    person TEXT NOT NULL,
    identity TEXT,
    cadre_identity TEXT,
    mark TEXT NOT NULL,
    sheet TEXT NOT NULL,
    data TEXT DEFAULT '{}' NOT NULL,
    batch_id INTEGER,
    line INTEGER,
    CONSTRAINT fk_feedback_batch_id_batch FOREIGN KEY(batch_id) REFERENCES batch (id),
    CONSTRAINT fk_feedback_verification_id_verification FOREIGN KEY(verification_id) REFERENCES verification (id)
);

CREATE INDEX ix_feedback_mark ON feedback (mark);

CREATE INDEX ix_feedback_verification_id ON feedback (verification_id);

CREATE TABLE "flag" (
    id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
    rule TEXT NOT NULL,
    subject TEXT NOT NULL,
    subject_id INTEGER NOT NULL,
    item TEXT NOT NULL,
    fingerprint TEXT NOT NULL,
    severity TEXT NOT NULL,
    facts TEXT NOT NULL,
    evidence TEXT NOT NULL,
    pack TEXT NOT NULL,
    found TEXT NOT NULL,
    state TEXT NOT NULL,
    CONSTRAINT ck_flag_state CHECK (state in ('open', 'established', 'unfounded', 'handled', 'gone')),
    CONSTRAINT uq_flag_rule_subject_subject_id_item UNIQUE (rule, subject, subject_id, item)
);

CREATE INDEX ix_flag_state_severity ON flag (state, severity);

CREATE INDEX ix_flag_subject_subject_id ON flag (subject, subject_id);

CREATE TRIGGER born_flag AFTER INSERT ON flag BEGIN
    INSERT OR IGNORE INTO birth (audit_id, table_name, row_key)
    VALUES ((SELECT coalesce(max(id), 0) + 1 FROM audit), 'flag', NEW.id);
    END;

CREATE TABLE history (
    id INTEGER NOT NULL,
    audit_id INTEGER NOT NULL,
    table_name TEXT NOT NULL,
    row_key TEXT NOT NULL,
    "before" TEXT NOT NULL,
    CONSTRAINT pk_history PRIMARY KEY (id),
    CONSTRAINT fk_history_audit_id_audit FOREIGN KEY(audit_id) REFERENCES audit (id)
);

CREATE INDEX ix_history_audit_id ON history (audit_id);

CREATE INDEX ix_history_table_name_row_key ON history (table_name, row_key);

CREATE TABLE "letter" (
    id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
    kind TEXT NOT NULL,
    cadre_id INTEGER NOT NULL,
    state TEXT NOT NULL,
    pack TEXT NOT NULL,
    year INTEGER,
    serial INTEGER,
    number TEXT DEFAULT '' NOT NULL,
    dated TEXT,
    measure_n INTEGER,
    data TEXT DEFAULT '{}' NOT NULL,
    created TEXT NOT NULL,
    CONSTRAINT fk_letter_cadre_id_cadre FOREIGN KEY(cadre_id) REFERENCES cadre (id),
    CONSTRAINT uq_letter_kind_year_serial UNIQUE (kind, year, serial)
);

CREATE INDEX ix_letter_cadre_id ON letter (cadre_id);

CREATE TRIGGER born_letter AFTER INSERT ON letter BEGIN
    INSERT OR IGNORE INTO birth (audit_id, table_name, row_key)
    VALUES ((SELECT coalesce(max(id), 0) + 1 FROM audit), 'letter', NEW.id);
    END;

CREATE TABLE "letter_step" (
    id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
    letter_id INTEGER NOT NULL,
    step TEXT NOT NULL,
    at TEXT NOT NULL,
    officer TEXT NOT NULL,
    note TEXT DEFAULT '' NOT NULL,
    CONSTRAINT fk_letter_step_letter_id_letter FOREIGN KEY(letter_id) REFERENCES letter (id)
);

CREATE INDEX ix_letter_step_letter_id ON letter_step (letter_id);

CREATE TRIGGER born_letter_step AFTER INSERT ON letter_step BEGIN
    INSERT OR IGNORE INTO birth (audit_id, table_name, row_key)
    VALUES ((SELECT coalesce(max(id), 0) + 1 FROM audit), 'letter_step', NEW.id);
    END;

CREATE TABLE measure (
    cadre_id INTEGER NOT NULL,
    n INTEGER NOT NULL,
    measure TEXT NOT NULL,
    decided TEXT NOT NULL,
    served TEXT,
    due TEXT,
    replied TEXT,
    reply_state TEXT,
    followed_up TEXT,
    follow_up_result TEXT,
    influence_until TEXT,
    data TEXT DEFAULT '{}' NOT NULL,
    batch_id INTEGER,
    line INTEGER,
    CONSTRAINT pk_measure PRIMARY KEY (cadre_id, n),
    CONSTRAINT fk_measure_batch_id_batch FOREIGN KEY(batch_id) REFERENCES batch (id),
    CONSTRAINT fk_measure_cadre_id_cadre FOREIGN KEY(cadre_id) REFERENCES cadre (id),
    CONSTRAINT uq_measure_cadre_id_measure_decided UNIQUE (cadre_id, measure, decided)
)
    WITHOUT ROWID;

CREATE TRIGGER born_measure AFTER INSERT ON measure WHEN NEW.batch_id IS NULL BEGIN
    INSERT OR IGNORE INTO birth (audit_id, table_name, row_key)
    VALUES ((SELECT coalesce(max(id), 0) + 1 FROM audit), 'measure', NEW.cadre_id || '/' || NEW.n);
    END;

CREATE TABLE outgoing (
    id INTEGER NOT NULL,
    year INTEGER NOT NULL,
    serial INTEGER NOT NULL,
    number TEXT NOT NULL,
    officer TEXT NOT NULL,
    at TEXT NOT NULL,
    kind TEXT NOT NULL,
    what TEXT NOT NULL,
    target TEXT NOT NULL,
    label TEXT NOT NULL,
    purpose TEXT NOT NULL,
    planned INTEGER NOT NULL,
    approval_id INTEGER,
    audit_id INTEGER NOT NULL,
    state TEXT NOT NULL,
    finished TEXT,
    count INTEGER,
    size INTEGER,
    sha256 TEXT,
    fault TEXT DEFAULT '' NOT NULL,
    CONSTRAINT pk_outgoing PRIMARY KEY (id),
    CONSTRAINT ck_outgoing_state CHECK (state in ('waiting', 'written', 'failed')),
    CONSTRAINT fk_outgoing_approval_id_approval FOREIGN KEY(approval_id) REFERENCES approval (id),
    CONSTRAINT fk_outgoing_audit_id_audit FOREIGN KEY(audit_id) REFERENCES audit (id),
    CONSTRAINT uq_outgoing_approval_id UNIQUE (approval_id),
    CONSTRAINT uq_outgoing_year_serial UNIQUE (year, serial)
);

CREATE TRIGGER outgoing_closed BEFORE UPDATE ON outgoing WHEN OLD.state <> 'waiting' BEGIN SELECT RAISE(ABORT, 'outgoing is closed'); END;

CREATE TRIGGER outgoing_fixed BEFORE UPDATE OF id, year, serial, number, officer, at, kind, what, target, label, purpose, planned, approval_id, audit_id ON outgoing BEGIN SELECT RAISE(ABORT, 'outgoing is fixed'); END;

CREATE TRIGGER outgoing_stays BEFORE DELETE ON outgoing BEGIN SELECT RAISE(ABORT, 'outgoing stays'); END;

CREATE TABLE post (
    cadre_id INTEGER NOT NULL,
    n INTEGER NOT NULL,
    unit_id INTEGER,
    title TEXT NOT NULL,
    level TEXT,
    role TEXT,
    domain TEXT,
    manner TEXT,
    start TEXT,
    "end" TEXT,
    counts INTEGER,
    data TEXT DEFAULT '{}' NOT NULL,
    batch_id INTEGER,
    line INTEGER,
    CONSTRAINT pk_post PRIMARY KEY (cadre_id, n),
    CONSTRAINT fk_post_batch_id_batch FOREIGN KEY(batch_id) REFERENCES batch (id),
    CONSTRAINT fk_post_cadre_id_cadre FOREIGN KEY(cadre_id) REFERENCES cadre (id),
    CONSTRAINT fk_post_unit_id_unit FOREIGN KEY(unit_id) REFERENCES unit (id)
)
    WITHOUT ROWID;

CREATE INDEX ix_post_unit_id ON post (unit_id);

CREATE TABLE "quota" (
    id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
    unit_id INTEGER NOT NULL,
    level TEXT NOT NULL,
    approved INTEGER NOT NULL,
    data TEXT DEFAULT '{}' NOT NULL,
    batch_id INTEGER,
    line INTEGER,
    CONSTRAINT fk_quota_batch_id_batch FOREIGN KEY(batch_id) REFERENCES batch (id),
    CONSTRAINT fk_quota_unit_id_unit FOREIGN KEY(unit_id) REFERENCES unit (id),
    CONSTRAINT uq_quota_unit_id_level UNIQUE (unit_id, level)
);

CREATE TABLE relative (
    cadre_id INTEGER NOT NULL,
    n INTEGER NOT NULL,
    relation TEXT NOT NULL,
    name TEXT NOT NULL,
    relative_identity TEXT,
    data TEXT DEFAULT '{}' NOT NULL,
    batch_id INTEGER,
    line INTEGER,
    CONSTRAINT pk_relative PRIMARY KEY (cadre_id, n),
    CONSTRAINT fk_relative_batch_id_batch FOREIGN KEY(batch_id) REFERENCES batch (id),
    CONSTRAINT fk_relative_cadre_id_cadre FOREIGN KEY(cadre_id) REFERENCES cadre (id)
)
    WITHOUT ROWID;

CREATE INDEX ix_relative_relative_identity ON relative (relative_identity) WHERE relative_identity IS NOT NULL;

CREATE TABLE setting (
    "key" TEXT NOT NULL,
    value TEXT NOT NULL,
    CONSTRAINT pk_setting PRIMARY KEY ("key")
);

CREATE TRIGGER born_setting AFTER INSERT ON setting BEGIN
    INSERT OR IGNORE INTO birth (audit_id, table_name, row_key)
    VALUES ((SELECT coalesce(max(id), 0) + 1 FROM audit), 'setting', NEW.key);
    END;

CREATE TABLE "unit" (
    id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
    name TEXT NOT NULL,
    grade TEXT,
    kind TEXT,
    data TEXT DEFAULT '{}' NOT NULL,
    batch_id INTEGER,
    line INTEGER,
    CONSTRAINT fk_unit_batch_id_batch FOREIGN KEY(batch_id) REFERENCES batch (id),
    CONSTRAINT uq_unit_name UNIQUE (name)
);

CREATE TABLE verification (
    id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
    kind TEXT NOT NULL,
    title TEXT NOT NULL,
    as_of TEXT NOT NULL,
    state TEXT NOT NULL,
    compared TEXT,
    data TEXT DEFAULT '{}' NOT NULL,
    created TEXT NOT NULL,
    officer TEXT NOT NULL,
    CONSTRAINT ck_verification_state CHECK (state in ('listing', 'fixed', 'open', 'closed', 'void')),
    CONSTRAINT uq_verification_title UNIQUE (title)
);

CREATE TABLE verified (
    cadre_id INTEGER NOT NULL,
    n INTEGER NOT NULL,
    verification_id INTEGER NOT NULL,
    place INTEGER NOT NULL,
    state TEXT DEFAULT 'open' NOT NULL,
    same INTEGER DEFAULT '0' NOT NULL,
    absent INTEGER DEFAULT '0' NOT NULL,
    asked TEXT,
    due TEXT,
    replied TEXT,
    closed TEXT,
    data TEXT DEFAULT '{}' NOT NULL,
    CONSTRAINT pk_verified PRIMARY KEY (cadre_id, n),
    CONSTRAINT ck_verified_state CHECK (state in ('open', 'closed')),
    CONSTRAINT fk_verified_cadre_id_cadre FOREIGN KEY(cadre_id) REFERENCES cadre (id),
    CONSTRAINT fk_verified_verification_id_verification FOREIGN KEY(verification_id) REFERENCES verification (id),
    CONSTRAINT uq_verified_cadre_id_verification_id UNIQUE (cadre_id, verification_id)
)
    WITHOUT ROWID;

CREATE INDEX ix_verified_verification_id ON verified (verification_id);

CREATE TRIGGER born_verified AFTER INSERT ON verified BEGIN
    INSERT OR IGNORE INTO birth (audit_id, table_name, row_key)
    VALUES ((SELECT coalesce(max(id), 0) + 1 FROM audit), 'verified', NEW.cadre_id || '/' || NEW.n);
    END;

