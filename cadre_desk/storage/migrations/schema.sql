CREATE TABLE alembic_version (
    version_num VARCHAR(32) NOT NULL,
    CONSTRAINT alembic_version_pkc PRIMARY KEY (version_num)
);

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
    same INTEGER DEFAULT '0' NOT NULL,
    CONSTRAINT pk_batch PRIMARY KEY (id)
);

CREATE TABLE cadre (
    id INTEGER NOT NULL,
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
    CONSTRAINT pk_cadre PRIMARY KEY (id),
    CONSTRAINT fk_cadre_batch_id_batch FOREIGN KEY(batch_id) REFERENCES batch (id),
    CONSTRAINT fk_cadre_unit_id_unit FOREIGN KEY(unit_id) REFERENCES unit (id),
    CONSTRAINT uq_cadre_identity UNIQUE (identity)
);

CREATE INDEX ix_cadre_initials ON cadre (initials);

CREATE INDEX ix_cadre_name ON cadre (name);

CREATE INDEX ix_cadre_unit_id ON cadre (unit_id);

CREATE TABLE campaign_case (
    id INTEGER NOT NULL,
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
    CONSTRAINT pk_campaign_case PRIMARY KEY (id),
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

CREATE TABLE disposition (
    id INTEGER NOT NULL,
    flag_id INTEGER NOT NULL,
    fingerprint TEXT NOT NULL,
    decision TEXT NOT NULL,
    reason TEXT NOT NULL,
    officer TEXT NOT NULL,
    at TEXT NOT NULL,
    CONSTRAINT pk_disposition PRIMARY KEY (id),
    CONSTRAINT fk_disposition_flag_id_flag FOREIGN KEY(flag_id) REFERENCES flag (id)
);

CREATE INDEX ix_disposition_flag_id ON disposition (flag_id);

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

CREATE TABLE flag (
    id INTEGER NOT NULL,
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
    CONSTRAINT pk_flag PRIMARY KEY (id),
    CONSTRAINT ck_flag_state CHECK (state in ('open', 'established', 'unfounded', 'handled', 'gone')),
    CONSTRAINT uq_flag_rule_subject_subject_id_item UNIQUE (rule, subject, subject_id, item)
);

CREATE INDEX ix_flag_state_severity ON flag (state, severity);

CREATE INDEX ix_flag_subject_subject_id ON flag (subject, subject_id);

CREATE TABLE history (
    id INTEGER NOT NULL,
    audit_id INTEGER NOT NULL,
    table_name TEXT NOT NULL,
    row_key TEXT NOT NULL,
    "before" TEXT NOT NULL,
    CONSTRAINT pk_history PRIMARY KEY (id),
    CONSTRAINT fk_history_audit_id_audit FOREIGN KEY(audit_id) REFERENCES audit (id)
);

CREATE INDEX ix_history_table_name_row_key ON history (table_name, row_key);

CREATE TABLE letter (
    id INTEGER NOT NULL,
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
    CONSTRAINT pk_letter PRIMARY KEY (id),
    CONSTRAINT fk_letter_cadre_id_cadre FOREIGN KEY(cadre_id) REFERENCES cadre (id),
    CONSTRAINT uq_letter_kind_year_serial UNIQUE (kind, year, serial)
);

CREATE INDEX ix_letter_cadre_id ON letter (cadre_id);

CREATE TABLE letter_step (
    id INTEGER NOT NULL,
    letter_id INTEGER NOT NULL,
    step TEXT NOT NULL,
    at TEXT NOT NULL,
    officer TEXT NOT NULL,
    note TEXT DEFAULT '' NOT NULL,
    CONSTRAINT pk_letter_step PRIMARY KEY (id),
    CONSTRAINT fk_letter_step_letter_id_letter FOREIGN KEY(letter_id) REFERENCES letter (id)
);

CREATE INDEX ix_letter_step_letter_id ON letter_step (letter_id);

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

CREATE TABLE quota (
    id INTEGER NOT NULL,
    unit_id INTEGER NOT NULL,
    level TEXT NOT NULL,
    approved INTEGER NOT NULL,
    data TEXT DEFAULT '{}' NOT NULL,
    batch_id INTEGER,
    line INTEGER,
    CONSTRAINT pk_quota PRIMARY KEY (id),
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

CREATE TABLE setting (
    "key" TEXT NOT NULL,
    value TEXT NOT NULL,
    CONSTRAINT pk_setting PRIMARY KEY ("key")
);

CREATE TABLE unit (
    id INTEGER NOT NULL,
    name TEXT NOT NULL,
    grade TEXT,
    kind TEXT,
    data TEXT DEFAULT '{}' NOT NULL,
    batch_id INTEGER,
    line INTEGER,
    CONSTRAINT pk_unit PRIMARY KEY (id),
    CONSTRAINT fk_unit_batch_id_batch FOREIGN KEY(batch_id) REFERENCES batch (id),
    CONSTRAINT uq_unit_name UNIQUE (name)
);

