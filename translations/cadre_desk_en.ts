<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="en" sourcelanguage="zh_CN">
<context>
    <name>AccountPage</name>
    <message>
        <source>下一步</source>
        <translation>Next step</translation>
    </message>
    <message>
        <source>授权</source>
        <translation>Authorise</translation>
    </message>
    <message>
        <source>发放密钥…</source>
        <translation>Give key...</translation>
    </message>
    <message>
        <source>收回密钥…</source>
        <translation>Take key back...</translation>
    </message>
    <message>
        <source>停用账号</source>
        <translation>Close account</translation>
    </message>
    <message>
        <source>停用后不能再登录。本人可能留有密钥的副本，停用后请更换密钥。已有的记录仍署原名。</source>
        <translation>Afterwards the officer cannot sign in. A copy of the keys may have been kept: change the keys afterwards. Existing records keep the name.</translation>
    </message>
    <message>
        <source>理由(&amp;R)</source>
        <translation>&amp;Reason</translation>
    </message>
    <message>
        <source>例如：调离</source>
        <translation>For example: transferred</translation>
    </message>
    <message>
        <source>停用账号的理由</source>
        <translation>Reason for closing the account</translation>
    </message>
    <message>
        <source>停用…</source>
        <translation>Close...</translation>
    </message>
    <message>
        <source>岗位</source>
        <translation>Role</translation>
    </message>
    <message>
        <source>职责</source>
        <translation>Duties</translation>
    </message>
    <message>
        <source>状态</source>
        <translation>State</translation>
    </message>
    <message>
        <source>业务数据密钥</source>
        <translation>Key of the business data</translation>
    </message>
    <message>
        <source>公钥指纹</source>
        <translation>Fingerprint of the public key</translation>
    </message>
    <message>
        <source>口令设置日期</source>
        <translation>Password set on</translation>
    </message>
</context>
<context>
    <name>AccountsPage</name>
    <message>
        <source>账号</source>
        <translation>Accounts</translation>
    </message>
    <message>
        <source>新建账号(&amp;N)…</source>
        <translation>&amp;New account...</translation>
    </message>
    <message>
        <source>在左边选一个账号。</source>
        <translation>Choose an account at the left.</translation>
    </message>
    <message>
        <source>共{0}个账号</source>
        <translation>{0} accounts</translation>
    </message>
</context>
<context>
    <name>AuditController</name>
    <message>
        <source>核验……</source>
        <translation>Verifying...</translation>
    </message>
    <message>
        <source>审计记录{0}.xlsx</source>
        <translation>Audit records {0}.xlsx</translation>
    </message>
    <message>
        <source>导出审计记录</source>
        <translation>Export audit records</translation>
    </message>
    <message>
        <source>电子表格 (*.xlsx)</source>
        <translation>Spreadsheet (*.xlsx)</translation>
    </message>
    <message>
        <source>导出……</source>
        <translation>Exporting...</translation>
    </message>
    <message>
        <source>已导出</source>
        <translation>Exported</translation>
    </message>
    <message>
        <source>已导出{0}条审计记录到“{1}”。</source>
        <translation>{0} audit records exported to &quot;{1}&quot;.</translation>
    </message>
</context>
<context>
    <name>AuditView</name>
    <message>
        <source>审计记录由安全审计员查看（未启用三员时由负责人查看）。
您可以按“核验”检查记录是否完整、是否被改动过，结果会记入审计。</source>
        <translation>Audit records are seen by the security auditor (by the officer in charge before the split).
You can press &quot;Verify&quot; to check that they are complete and unchanged; the result is recorded.</translation>
    </message>
    <message>
        <source>审计</source>
        <translation>Audit</translation>
    </message>
    <message>
        <source>导出…</source>
        <translation>Export...</translation>
    </message>
    <message>
        <source>把列出的记录写成表格</source>
        <translation>Write the listed records to a spreadsheet</translation>
    </message>
    <message>
        <source>核验(&amp;V)</source>
        <translation>&amp;Verify</translation>
    </message>
    <message>
        <source>检查记录是否完整、是否被改动过</source>
        <translation>Check that the records are complete and unchanged</translation>
    </message>
    <message>
        <source>对象、说明中的文字</source>
        <translation>Words in subject or detail</translation>
    </message>
    <message>
        <source>搜索</source>
        <translation>Search</translation>
    </message>
    <message>
        <source>起始日期</source>
        <translation>From</translation>
    </message>
    <message>
        <source>截止日期</source>
        <translation>Until</translation>
    </message>
    <message>
        <source>{0} 2026-01-31</source>
        <translation>{0} 2026-01-31</translation>
    </message>
    <message>
        <source>人员</source>
        <translation>Officer</translation>
    </message>
    <message>
        <source>事项</source>
        <translation>Action</translation>
    </message>
    <message>
        <source>结果</source>
        <translation>Result</translation>
    </message>
    <message>
        <source>{0}：全部</source>
        <translation>{0}: all</translation>
    </message>
    <message>
        <source>审计记录</source>
        <translation>Audit records</translation>
    </message>
    <message>
        <source>没有符合条件的记录。放宽上面的条件再看。</source>
        <translation>No record fits. Widen the filters above.</translation>
    </message>
    <message>
        <source>共{0}条，最新的在前</source>
        <translation>{0} records, the newest first</translation>
    </message>
    <message>
        <source>日期应如 2026-01-31，现为：{0}</source>
        <translation>A date looks like 2026-01-31, found: {0}</translation>
    </message>
    <message>
        <source>发现问题</source>
        <translation>Problems found</translation>
    </message>
    <message>
        <source>核验通过</source>
        <translation>Verified</translation>
    </message>
    <message>
        <source>请勿继续改动，保护现场，报告负责人，并与备份核对。</source>
        <translation>Change nothing more, keep everything as it is, report to the officer in charge, and compare with the backups.</translation>
    </message>
</context>
<context>
    <name>AvoidanceBlock</name>
    <message>
        <source>回避人员</source>
        <translation>Persons to keep away from</translation>
    </message>
    <message>
        <source>本人及近亲属、有利害关系的人。名单中的人是监督对象时，该经办人不能查看和办理。本人一行的关系写“本人”。</source>
        <translation>The officer, close relatives, and persons with a shared interest. Where one of them is supervised here, this officer can neither see nor handle the case. The relation of the officer&apos;s own row is &quot;本人&quot;.</translation>
    </message>
    <message>
        <source>身份证号</source>
        <translation>ID number</translation>
    </message>
    <message>
        <source>关系</source>
        <translation>Relation</translation>
    </message>
    <message>
        <source>姓名</source>
        <translation>Name</translation>
    </message>
    <message>
        <source>添加一行</source>
        <translation>Add row</translation>
    </message>
    <message>
        <source>删除所选行</source>
        <translation>Delete chosen rows</translation>
    </message>
    <message>
        <source>保存</source>
        <translation>Save</translation>
    </message>
    <message>
        <source>● 有未保存的修改</source>
        <translation>● Unsaved changes</translation>
    </message>
</context>
<context>
    <name>BackupsController</name>
    <message>
        <source>位置：{0}</source>
        <translation>Place: {0}</translation>
    </message>
    <message>
        <source>正在备份……</source>
        <translation>Backing up...</translation>
    </message>
    <message>
        <source>已备份并检验：{0}。</source>
        <translation>Backed up and checked: {0}.</translation>
    </message>
    <message>
        <source>检验……</source>
        <translation>Checking...</translation>
    </message>
    <message>
        <source>{0}份备份逐字节检验，全部完好。</source>
        <translation>{0} backups checked byte by byte, all are whole.</translation>
    </message>
    <message>
        <source>复制到哪个文件夹（移动硬盘、光盘刻录目录等）</source>
        <translation>Copy to which folder (removable disk, folder for a disc)</translation>
    </message>
    <message>
        <source>正在复制并读回核对……</source>
        <translation>Copying and reading back...</translation>
    </message>
    <message>
        <source>已复制到“{0}”，并从那里读回核对无误。请把介质与电脑分开存放。</source>
        <translation>Copied to &quot;{0}&quot; and read back from there without fault. Keep the medium apart from the computer.</translation>
    </message>
</context>
<context>
    <name>BackupsView</name>
    <message>
        <source>还没有备份。按“立即备份”做第一份；以后有改动时会自动备份。
备份和保险库在同一块硬盘上，请再复制到移动硬盘或光盘。</source>
        <translation>There is no backup yet. Press &quot;Back up now&quot; for the first; later changes are backed up automatically.
Backups lie on the same disk as the vault: copy them to a removable disk or a disc as well.</translation>
    </message>
    <message>
        <source>备份</source>
        <translation>Backups</translation>
    </message>
    <message>
        <source>检验(&amp;V)</source>
        <translation>C&amp;heck</translation>
    </message>
    <message>
        <source>逐字节检查所选备份；没有选时检查全部</source>
        <translation>Check the chosen backups byte by byte; all of them where none is chosen</translation>
    </message>
    <message>
        <source>复制到其他介质(&amp;O)…</source>
        <translation>C&amp;opy to another medium...</translation>
    </message>
    <message>
        <source>把所选备份复制到移动硬盘等，并从那里读回核对</source>
        <translation>Copy the chosen backup to a removable disk and read it back from there</translation>
    </message>
    <message>
        <source>立即备份(&amp;B)</source>
        <translation>&amp;Back up now</translation>
    </message>
    <message>
        <source>怎样从备份恢复</source>
        <translation>How to restore a backup</translation>
    </message>
    <message>
        <source>1. 按 Ctrl+L 回到登录窗口，点“从备份恢复…”。
2. 选一份完好的备份，输入姓名、口令和理由。现在的文件不会删除，原样留在保险库的 aside 文件夹。
3. 恢复后重新登录。这份备份以后的改动不在其中，需要补录。</source>
        <translation>1. Press Ctrl+L to return to the sign-in window and choose &quot;Restore a backup...&quot;.
2. Choose a whole backup, give name, password and reason. The present files are not deleted; they stay as they are in the folder &quot;aside&quot; of the vault.
3. Sign in again. What was changed after that backup is not in it and has to be entered again.</translation>
    </message>
</context>
<context>
    <name>BatchesPage</name>
    <message>
        <source>导入记录</source>
        <translation>Import history</translation>
    </message>
    <message>
        <source>还没有导入过文件。请在“导入”页选择文件。</source>
        <translation>Nothing has been imported yet. Choose files on the &quot;Import&quot; page.</translation>
    </message>
    <message>
        <source>最近{0}次导入</source>
        <translation>Last {0} imports</translation>
    </message>
    <message>
        <source>后来的改动</source>
        <translation>Later changes</translation>
    </message>
    <message>
        <source>撤销导入…</source>
        <translation>Undo the import...</translation>
    </message>
    <message>
        <source>整批撤销：新增的行移除，改动的行恢复原样</source>
        <translation>Take the whole batch back: added rows go, changed rows become what they were</translation>
    </message>
    <message>
        <source>正在撤销……</source>
        <translation>Undoing...</translation>
    </message>
</context>
<context>
    <name>BesideDialog</name>
    <message>
        <source>报告前后比较</source>
        <translation>Declarations compared</translation>
    </message>
    <message>
        <source>标“待核实”的是线索提示，不是结论</source>
        <translation>What is marked &quot;to be verified&quot; is a hint, not a conclusion</translation>
    </message>
    <message>
        <source>前一份(&amp;E)</source>
        <translation>&amp;Earlier</translation>
    </message>
    <message>
        <source>后一份(&amp;L)</source>
        <translation>&amp;Later</translation>
    </message>
    <message>
        <source>只看变化</source>
        <translation>Changes only</translation>
    </message>
    <message>
        <source>全部事项</source>
        <translation>All items</translation>
    </message>
    <message>
        <source>打印…</source>
        <translation>Print...</translation>
    </message>
    <message>
        <source>存为PDF…</source>
        <translation>Save as PDF...</translation>
    </message>
    <message>
        <source>关闭</source>
        <translation>Close</translation>
    </message>
    <message>
        <source>没有报告</source>
        <translation>Not declared</translation>
    </message>
    <message>
        <source>两份之间没有变化。</source>
        <translation>Nothing changed between the two.</translation>
    </message>
    <message>
        <source>两份都没有填报事项。</source>
        <translation>Neither declares anything.</translation>
    </message>
    <message>
        <source>前后是同一份报告，请另选一份或一个日期。</source>
        <translation>Both are the same declaration; choose another one or a day.</translation>
    </message>
    <message>
        <source>共{0}项，有变化{1}项，待核实{2}项</source>
        <translation>{0} items, {1} changed, {2} to be verified</translation>
    </message>
</context>
<context>
    <name>CadrePage</name>
    <message>
        <source>在左边选一名干部，这里显示他的全部情况。</source>
        <translation>Choose a cadre at the left; everything about the person is shown here.</translation>
    </message>
    <message>
        <source>拟函件</source>
        <translation>Draft letter</translation>
    </message>
    <message>
        <source>预警</source>
        <translation>Flags</translation>
    </message>
    <message>
        <source>家庭成员</source>
        <translation>Family</translation>
    </message>
    <message>
        <source>任职</source>
        <translation>Posts</translation>
    </message>
    <message>
        <source>报告状态</source>
        <translation>Holdings</translation>
    </message>
    <message>
        <source>报告</source>
        <translation>Declarations</translation>
    </message>
    <message>
        <source>处理处分</source>
        <translation>Measures</translation>
    </message>
    <message>
        <source>函件</source>
        <translation>Letters</translation>
    </message>
    <message>
        <source>专项整治</source>
        <translation>Campaigns</translation>
    </message>
    <message>
        <source>双击或回车打开</source>
        <translation>Double-click or press Enter to open</translation>
    </message>
    <message>
        <source>这里由历次报告逐份推算出现在的房产、投资、从业等情况；查看须写明用途。</source>
        <translation>What all declarations, one after the other, leave as the present state of property, investments and occupations; to see it, state a purpose.</translation>
    </message>
    <message>
        <source>查看报告状态…</source>
        <translation>Show the declared state...</translation>
    </message>
    <message>
        <source>填报…</source>
        <translation>New declaration...</translation>
    </message>
    <message>
        <source>为这名干部填一份个人有关事项报告</source>
        <translation>Enter a declaration of personal matters for this cadre</translation>
    </message>
    <message>
        <source>报告前后比较…</source>
        <translation>Compare declarations...</translation>
    </message>
    <message>
        <source>收支对照…</source>
        <translation>Sources and uses of funds...</translation>
    </message>
</context>
<context>
    <name>CadresController</name>
    <message>
        <source>是（{0}起）</source>
        <translation>Yes (since {0})</translation>
    </message>
    <message>
        <source>否</source>
        <translation>No</translation>
    </message>
    <message>
        <source>单位</source>
        <translation>Unit</translation>
    </message>
    <message>
        <source>现任职务</source>
        <translation>Current post</translation>
    </message>
    <message>
        <source>职务层次</source>
        <translation>Post level</translation>
    </message>
    <message>
        <source>身份证号</source>
        <translation>ID number</translation>
    </message>
    <message>
        <source>性别、出生</source>
        <translation>Sex, born</translation>
    </message>
    <message>
        <source>政治面貌</source>
        <translation>Political affiliation</translation>
    </message>
    <message>
        <source>报告对象</source>
        <translation>Declarant</translation>
    </message>
    <message>
        <source>影响期</source>
        <translation>Influence period</translation>
    </message>
    <message>
        <source>至{0}</source>
        <translation>until {0}</translation>
    </message>
    <message>
        <source>无</source>
        <translation>None</translation>
    </message>
    <message>
        <source>交接…</source>
        <translation>Hand over...</translation>
    </message>
</context>
<context>
    <name>CadresView</name>
    <message>
        <source>职务层次</source>
        <translation>Post level</translation>
    </message>
    <message>
        <source>报告对象</source>
        <translation>Declarant</translation>
    </message>
    <message>
        <source>是报告对象</source>
        <translation>Declarant</translation>
    </message>
    <message>
        <source>不是报告对象</source>
        <translation>Not a declarant</translation>
    </message>
    <message>
        <source>干部</source>
        <translation>Cadres</translation>
    </message>
    <message>
        <source>没有符合条件的干部。还没有数据时，请在“台账”中导入单位和干部台账。</source>
        <translation>No cadre matches. If there are no data yet, import the ledgers of units and of cadres in &quot;Ledgers&quot;.</translation>
    </message>
</context>
<context>
    <name>CampaignsController</name>
    <message>
        <source>这件案件有未保存的修改。放弃这些修改吗？</source>
        <translation>This case has unsaved changes. Discard them?</translation>
    </message>
    <message>
        <source>未保存的修改</source>
        <translation>Unsaved changes</translation>
    </message>
    <message>
        <source>放弃修改</source>
        <translation>Discard changes</translation>
    </message>
    <message>
        <source>请先改正：{0}</source>
        <translation>Please correct first: {0}</translation>
    </message>
    <message>
        <source>请写明修改原因</source>
        <translation>Please give the reason for the change</translation>
    </message>
    <message>
        <source>已保存，修改前的内容留在历史中</source>
        <translation>Saved; the earlier content is kept in the history</translation>
    </message>
</context>
<context>
    <name>CampaignsView</name>
    <message>
        <source>专项整治</source>
        <translation>Campaigns</translation>
    </message>
    <message>
        <source>没有符合条件的案件。还没有数据时，请在“台账”中导入专项整治台账。</source>
        <translation>No case matches. If there are no data yet, import the ledgers of campaigns in &quot;Ledgers&quot;.</translation>
    </message>
    <message>
        <source>专项</source>
        <translation>Campaign</translation>
    </message>
    <message>
        <source>状态</source>
        <translation>Status</translation>
    </message>
    <message>
        <source>编号、被反映人、单位、类别</source>
        <translation>Number, person reported, unit, category</translation>
    </message>
</context>
<context>
    <name>CasePage</name>
    <message>
        <source>在左边选一件案件，这里显示它的全部内容。</source>
        <translation>Choose a case at the left; everything in it is shown here.</translation>
    </message>
    <message>
        <source>打开干部</source>
        <translation>Open cadre</translation>
    </message>
    <message>
        <source>修改原因(&amp;Y) *</source>
        <translation>&amp;Reason for change *</translation>
    </message>
    <message>
        <source>依据什么、为什么改，记入历史</source>
        <translation>On what basis and why; kept in the history</translation>
    </message>
    <message>
        <source>保存</source>
        <translation>Save</translation>
    </message>
    <message>
        <source>{0}&#x3000;（没有归到干部名下）</source>
        <translation>{0}&#x3000;(not assigned to a cadre)</translation>
    </message>
    <message>
        <source>办理状态：{0}</source>
        <translation>Status: {0}</translation>
    </message>
    <message>
        <source>有未保存的修改</source>
        <translation>Unsaved changes</translation>
    </message>
</context>
<context>
    <name>Controller</name>
    <message>
        <source>未能完成</source>
        <translation>Not completed</translation>
    </message>
</context>
<context>
    <name>DashboardView</name>
    <message>
        <source>总览</source>
        <translation>Overview</translation>
    </message>
    <message>
        <source>立即扫描</source>
        <translation>Scan now</translation>
    </message>
    <message>
        <source>保险库里还没有数据</source>
        <translation>The vault has no data yet</translation>
    </message>
    <message>
        <source>先导入单位台账，再导入干部、报告和处理处分台账；导入后点“立即扫描”。</source>
        <translation>Import the ledger of units first, then those of cadres, declarations and measures; afterwards press &quot;Scan now&quot;.</translation>
    </message>
    <message>
        <source>去导入台账</source>
        <translation>Import ledgers</translation>
    </message>
    <message>
        <source>待核实的预警（按规则）</source>
        <translation>Flags to verify (by rule)</translation>
    </message>
    <message>
        <source>期限（已逾期和90天内）</source>
        <translation>Deadlines (overdue and within 90 days)</translation>
    </message>
    <message>
        <source>近期没有到期事项</source>
        <translation>Nothing is due soon</translation>
    </message>
    <message>
        <source>已逾期</source>
        <translation>Overdue</translation>
    </message>
    <message>
        <source>打开这些记录</source>
        <translation>Open these records</translation>
    </message>
    <message>
        <source>没有待核实的预警</source>
        <translation>No flags to verify</translation>
    </message>
    <message>
        <source>按回避规定，未含{0}人的事项</source>
        <translation>Matters of {0} person(s) left out: you keep away from them</translation>
    </message>
</context>
<context>
    <name>DeclarationPage</name>
    <message>
        <source>在左边选一份报告，这里显示它的全部报告项和变化。</source>
        <translation>Choose a declaration at the left; all its sections and changes are shown here.</translation>
    </message>
    <message>
        <source>打开干部</source>
        <translation>Open cadre</translation>
    </message>
    <message>
        <source>上一份</source>
        <translation>Previous</translation>
    </message>
    <message>
        <source>这名干部的上一份报告</source>
        <translation>The previous declaration of this cadre</translation>
    </message>
    <message>
        <source>下一份</source>
        <translation>Next</translation>
    </message>
    <message>
        <source>这名干部的下一份报告</source>
        <translation>The next declaration of this cadre</translation>
    </message>
    <message>
        <source>全部报告项</source>
        <translation>All sections</translation>
    </message>
    <message>
        <source>只看变化</source>
        <translation>Changes only</translation>
    </message>
    <message>
        <source>复制全部</source>
        <translation>Copy all</translation>
    </message>
    <message>
        <source>复制所显示的全部内容，可粘贴到表格或文档</source>
        <translation>Copy everything shown, to paste into a spreadsheet or document</translation>
    </message>
    <message>
        <source>打开干部{0}</source>
        <translation>Open cadre {0}</translation>
    </message>
    <message>
        <source>只看变化（{0}项）</source>
        <translation>Changes only ({0})</translation>
    </message>
    <message>
        <source>与上次相比没有变化。</source>
        <translation>No changes since the last declaration.</translation>
    </message>
    <message>
        <source>没有更早的报告可以比较。</source>
        <translation>There is no earlier declaration to compare.</translation>
    </message>
    <message>
        <source>查看报告须写明用途：在列表中双击或按Enter键，或点下面一行。</source>
        <translation>A purpose must be stated before a declaration is opened: double-click it in the list or press Enter, or use the line below.</translation>
    </message>
    <message>
        <source>写明用途后查看……</source>
        <translation>State a purpose and open it...</translation>
    </message>
    <message>
        <source>前后比较…</source>
        <translation>Compare...</translation>
    </message>
    <message>
        <source>任选这名干部的两份报告或两个日期比较</source>
        <translation>Compare any two declarations or days of this cadre</translation>
    </message>
    <message>
        <source>更正…</source>
        <translation>Correct...</translation>
    </message>
    <message>
        <source>改正这份报告，写明理由；改正前的内容留在历史中</source>
        <translation>Correct this declaration with a reason; what it said before stays in the history</translation>
    </message>
    <message>
        <source>上次 {0}</source>
        <translation>Last time {0}</translation>
    </message>
    <message>
        <source>本次</source>
        <translation>This time</translation>
    </message>
</context>
<context>
    <name>DeclarationsController</name>
    <message>
        <source>{0}&#x3000;第{1}份&#x3000;收到日期 {2}&#x3000;填报日期 {3}</source>
        <translation>{0}&#x3000;No. {1}&#x3000;received {2}&#x3000;signed {3}</translation>
    </message>
    <message>
        <source>未写</source>
        <translation>not given</translation>
    </message>
    <message>
        <source>没有更早的报告可以比较</source>
        <translation>No earlier declaration to compare</translation>
    </message>
    <message>
        <source>上次：{0} {1}</source>
        <translation>Last: {0} {1}</translation>
    </message>
    <message>
        <source>{0}年度&#x3000;{1}</source>
        <translation>{0}&#x3000;{1}</translation>
    </message>
    <message>
        <source>{0}：期限{1}，没有写收到日期，待核实</source>
        <translation>{0}: due {1}, date of receipt not given, to verify</translation>
    </message>
    <message>
        <source>{0}：期限{1}，疑似逾期{2}天</source>
        <translation>{0}: due {1}, suspected {2} days late</translation>
    </message>
    <message>
        <source>{0}：期限{1}，按期</source>
        <translation>{0}: due {1}, on time</translation>
    </message>
    <message>
        <source>打印报告表…</source>
        <translation>Print the form...</translation>
    </message>
    <message>
        <source>报告表存为PDF…</source>
        <translation>Save the form as PDF...</translation>
    </message>
    <message>
        <source>{0} {1}处变更或处置没有对应的以前填报，见下面同一符号的行</source>
        <translation>{0} {1} changes or disposals match nothing declared before; see the rows with the same sign</translation>
    </message>
    <message>
        <source>报告</source>
        <translation>Declarations</translation>
    </message>
    <message>
        <source>应报未报</source>
        <translation>Filed and missing</translation>
    </message>
    <message>
        <source>调阅登记</source>
        <translation>Register of openings</translation>
    </message>
</context>
<context>
    <name>DeclarationsView</name>
    <message>
        <source>报告年度</source>
        <translation>Year</translation>
    </message>
    <message>
        <source>{0}年度</source>
        <translation>Year {0}</translation>
    </message>
    <message>
        <source>报告类型</source>
        <translation>Type</translation>
    </message>
    <message>
        <source>报告</source>
        <translation>Declarations</translation>
    </message>
    <message>
        <source>没有符合条件的报告。还没有数据时，请在“台账”中导入个人有关事项报告台账。</source>
        <translation>No declaration matches. If there are no data yet, import the ledger of declarations in &quot;Ledgers&quot;.</translation>
    </message>
    <message>
        <source>填报…</source>
        <translation>New declaration...</translation>
    </message>
    <message>
        <source>为选中的干部填一份新报告（Ctrl+N）</source>
        <translation>Enter a new declaration for the chosen cadre (Ctrl+N)</translation>
    </message>
</context>
<context>
    <name>Editor</name>
    <message>
        <source>办理经过</source>
        <translation>Steps taken</translation>
    </message>
    <message>
        <source>查看干部</source>
        <translation>Show cadre</translation>
    </message>
    <message>
        <source>预览</source>
        <translation>Preview</translation>
    </message>
    <message>
        <source>打印…</source>
        <translation>Print...</translation>
    </message>
    <message>
        <source>取消</source>
        <translation>Cancel</translation>
    </message>
    <message>
        <source>要修改请先“{0}”。</source>
        <translation> To change it, first choose &quot;{0}&quot;.</translation>
    </message>
    <message>
        <source>此件为“{0}”，文字不能再改。</source>
        <translation>This letter is in the state &quot;{0}&quot;; its text can no longer be changed.</translation>
    </message>
    <message>
        <source>状态：{0}</source>
        <translation>Status: {0}</translation>
    </message>
    <message>
        <source>存为PDF…</source>
        <translation>Save as PDF...</translation>
    </message>
    <message>
        <source>{0}份存为PDF…</source>
        <translation>Save {0} as PDF...</translation>
    </message>
</context>
<context>
    <name>EntryPage</name>
    <message>
        <source>在左边选一条记录，这里显示全部内容。</source>
        <translation>Choose a record at the left; all of it is shown here.</translation>
    </message>
</context>
<context>
    <name>ExportPage</name>
    <message>
        <source>空白模板带表头、下拉选项和示例行；导出的表格可以再导入。导出会记入审计。</source>
        <translation>Blank templates have headings, lists of choices and an example row; exported tables can be imported again. Exports are recorded in the audit log.</translation>
    </message>
    <message>
        <source>空白模板…</source>
        <translation>Blank template...</translation>
    </message>
    <message>
        <source>预警</source>
        <translation>Flags</translation>
    </message>
    <message>
        <source>全部预警及依据的单元格、处置状态；只导出，不能再导入。</source>
        <translation>All flags with the cells they rest on and their dispositions; for export only, cannot be imported again.</translation>
    </message>
    <message>
        <source>导出预警…</source>
        <translation>Export flags...</translation>
    </message>
    <message>
        <source>导出…</source>
        <translation>Export...</translation>
    </message>
</context>
<context>
    <name>FieldForm</name>
    <message>
        <source>请填写“{0}”</source>
        <translation>Please fill in &quot;{0}&quot;</translation>
    </message>
    <message>
        <source>自动合计</source>
        <translation>Computed</translation>
    </message>
</context>
<context>
    <name>FilingController</name>
    <message>
        <source>更正</source>
        <translation>Correction</translation>
    </message>
    <message>
        <source>新报告</source>
        <translation>New declaration</translation>
    </message>
    <message>
        <source>刚才</source>
        <translation>just now</translation>
    </message>
    <message>
        <source>放弃后，没有保存的内容不能找回。</source>
        <translation>What is discarded without having been saved cannot be brought back.</translation>
    </message>
    <message>
        <source>放弃未保存的内容</source>
        <translation>Discard unsaved edits</translation>
    </message>
    <message>
        <source>放弃</source>
        <translation>Discard</translation>
    </message>
    <message>
        <source>报告</source>
        <translation>Declarations</translation>
    </message>
    <message>
        <source>更正报告</source>
        <translation>Correct declaration</translation>
    </message>
    <message>
        <source>填报</source>
        <translation>Entry</translation>
    </message>
    <message>
        <source>以前没有报告</source>
        <translation>No earlier declaration</translation>
    </message>
    <message>
        <source>上次报告：{0}年度 {1}</source>
        <translation>Last declaration: {0} {1}</translation>
    </message>
    <message>
        <source>保存更正…</source>
        <translation>Save correction...</translation>
    </message>
    <message>
        <source>保存报告</source>
        <translation>Save declaration</translation>
    </message>
    <message>
        <source>这一行还有没有填好的字段，见各字段下的说明。</source>
        <translation>Some fields of this row are not right yet; see below each field.</translation>
    </message>
    <message>
        <source>还有{0}处疑似错误（见各项的“硬错误”）。仍按现在的内容保存吗？</source>
        <translation>There are {0} suspected errors (see &quot;Hard error&quot; of each section). Save as it stands?</translation>
    </message>
    <message>
        <source>仍要保存</source>
        <translation>Save anyway</translation>
    </message>
    <message>
        <source>更正前的内容留在历史中。</source>
        <translation>What it said before stays in the history.</translation>
    </message>
    <message>
        <source>依据什么更正</source>
        <translation>Grounds for the correction</translation>
    </message>
    <message>
        <source>保存更正</source>
        <translation>Save correction</translation>
    </message>
    <message>
        <source>没有保存：还有{0}处要补正。{1}：{2}</source>
        <translation>Not saved: {0} places to be corrected. {1}: {2}</translation>
    </message>
</context>
<context>
    <name>FilingDesk</name>
    <message>
        <source>打印…</source>
        <translation>Print...</translation>
    </message>
    <message>
        <source>存为PDF…</source>
        <translation>Save as PDF...</translation>
    </message>
    <message>
        <source>收集表…</source>
        <translation>Collecting workbook...</translation>
    </message>
    <message>
        <source>存成电子表格，在另一台计算机上填好后，在“台账”中导入</source>
        <translation>Save as a spreadsheet, fill it in on another computer, import it in Ledgers</translation>
    </message>
    <message>
        <source>以后再填</source>
        <translation>Continue later</translation>
    </message>
    <message>
        <source>内容存成草稿，可以随时继续</source>
        <translation>It is kept as a draft and can be continued any time</translation>
    </message>
    <message>
        <source>保存报告</source>
        <translation>Save declaration</translation>
    </message>
    <message>
        <source>报告项</source>
        <translation>Section</translation>
    </message>
    <message>
        <source>已填 %v／%m</source>
        <translation>%v of %m filled in</translation>
    </message>
    <message>
        <source>报告</source>
        <translation>Declarations</translation>
    </message>
</context>
<context>
    <name>FilingsController</name>
    <message>
        <source>{0}年度应报未报登记</source>
        <translation>{0} declarations filed and missing</translation>
    </message>
    <message>
        <source>请先在列表中选中要催报的人</source>
        <translation>Please choose in the list whom to remind</translation>
    </message>
    <message>
        <source>已过</source>
        <translation>over</translation>
    </message>
    <message>
        <source>未到</source>
        <translation>not over yet</translation>
    </message>
    <message>
        <source>{0}年度：应报{1}人，已报{2}人，疑似逾期{3}人，未报{4}人；期限{5}，{6}</source>
        <translation>{0}: {1} have to file, {2} filed, {3} suspected late, {4} missing; due {5}, {6}</translation>
    </message>
</context>
<context>
    <name>FilingsView</name>
    <message>
        <source>催报单</source>
        <translation>Reminder</translation>
    </message>
    <message>
        <source>打印全部未报的人…</source>
        <translation>Print reminder for all missing...</translation>
    </message>
    <message>
        <source>全部未报的人存为PDF…</source>
        <translation>Save reminder for all missing as PDF...</translation>
    </message>
    <message>
        <source>打印选中的人…</source>
        <translation>Print reminder for the chosen...</translation>
    </message>
    <message>
        <source>选中的人存为PDF…</source>
        <translation>Save reminder for the chosen as PDF...</translation>
    </message>
    <message>
        <source>{0}年度</source>
        <translation>Year {0}</translation>
    </message>
    <message>
        <source>{0}：应报未报</source>
        <translation>{0}: filed and missing</translation>
    </message>
    <message>
        <source>没有符合条件的人。干部台账中登记为报告对象的现职人员在这里列出。</source>
        <translation>Nobody fits. Serving cadres recorded as having to report are listed here.</translation>
    </message>
    <message>
        <source>报告年度</source>
        <translation>Year</translation>
    </message>
    <message>
        <source>状态</source>
        <translation>State</translation>
    </message>
</context>
<context>
    <name>FlagPage</name>
    <message>
        <source>在左边选一条预警，这里显示依据、下一步和处置。</source>
        <translation>Choose a flag at the left; its basis, next step and disposition are shown here.</translation>
    </message>
    <message>
        <source>依据（逐格）</source>
        <translation>Basis (cell by cell)</translation>
    </message>
    <message>
        <source>以前的处置</source>
        <translation>Earlier dispositions</translation>
    </message>
    <message>
        <source>处置</source>
        <translation>Disposition</translation>
    </message>
    <message>
        <source>处置结果</source>
        <translation>Result</translation>
    </message>
    <message>
        <source>理由</source>
        <translation>Reason</translation>
    </message>
    <message>
        <source>写明核实了什么、依据是什么</source>
        <translation>What was verified, and on what basis</translation>
    </message>
    <message>
        <source>保存处置</source>
        <translation>Save disposition</translation>
    </message>
    <message>
        <source>打开干部</source>
        <translation>Open cadre</translation>
    </message>
    <message>
        <source>拟函件</source>
        <translation>Draft letter</translation>
    </message>
</context>
<context>
    <name>FlagsController</name>
    <message>
        <source>{0}&#x3000;{1}</source>
        <translation>{0}&#x3000;{1}</translation>
    </message>
    <message>
        <source>规则</source>
        <translation>Rule</translation>
    </message>
    <message>
        <source>依据</source>
        <translation>Basis</translation>
    </message>
    <message>
        <source>依据可信度</source>
        <translation>Confidence in the basis</translation>
    </message>
    <message>
        <source>下一步</source>
        <translation>Next step</translation>
    </message>
    <message>
        <source>发现日期</source>
        <translation>Found on</translation>
    </message>
    <message>
        <source>第{0}行</source>
        <translation>row {0}</translation>
    </message>
    <message>
        <source>空</source>
        <translation>empty</translation>
    </message>
    <message>
        <source>{0}。</source>
        <translation>{0}.</translation>
    </message>
    <message>
        <source>扫描已取消，预警没有改动。</source>
        <translation>Scan cancelled; the flags are unchanged.</translation>
    </message>
</context>
<context>
    <name>FlagsView</name>
    <message>
        <source>预警</source>
        <translation>Flags</translation>
    </message>
    <message>
        <source>没有符合条件的预警。导入台账以后，点右上角“立即扫描”，疑似事项会列在这里。</source>
        <translation>No flag matches. After importing ledgers, press &quot;Scan now&quot; at the upper right; suspected matters are then listed here.</translation>
    </message>
    <message>
        <source>状态</source>
        <translation>Status</translation>
    </message>
    <message>
        <source>程度</source>
        <translation>Severity</translation>
    </message>
    <message>
        <source>规则</source>
        <translation>Rule</translation>
    </message>
    <message>
        <source>立即扫描</source>
        <translation>Scan now</translation>
    </message>
    <message>
        <source>按规则包的全部规则重新扫描所有干部和单位</source>
        <translation>Scan all cadres and units again by every rule of the rule pack</translation>
    </message>
    <message>
        <source>扫描进度</source>
        <translation>Progress of the scan</translation>
    </message>
    <message>
        <source>取消</source>
        <translation>Cancel</translation>
    </message>
</context>
<context>
    <name>FrontPage</name>
    <message>
        <source>填报</source>
        <translation>Entry</translation>
    </message>
    <message>
        <source>空白报告表…</source>
        <translation>Blank form...</translation>
    </message>
    <message>
        <source>把空白的报告表存为PDF，供手写</source>
        <translation>Save the blank form as PDF, to be filled in by hand</translation>
    </message>
    <message>
        <source>在“干部”或“报告”中选一名干部，按“填报…”开始；没有填完的列在下面，随时可以继续。</source>
        <translation>Choose a cadre in Cadres or Declarations and press &quot;New declaration...&quot;; unfinished ones are listed below and can be continued any time.</translation>
    </message>
    <message>
        <source>没有填完的报告</source>
        <translation>Unfinished declarations</translation>
    </message>
    <message>
        <source>继续填报</source>
        <translation>Continue</translation>
    </message>
    <message>
        <source>放弃…</source>
        <translation>Discard...</translation>
    </message>
</context>
<context>
    <name>FundsDialog</name>
    <message>
        <source>收支对照</source>
        <translation>Sources and uses of funds</translation>
    </message>
    <message>
        <source>{0}&#x3000;收支对照（{1}）</source>
        <translation>{0}&#x3000;sources and uses of funds ({1})</translation>
    </message>
    <message>
        <source>逐年收支</source>
        <translation>By year</translation>
    </message>
    <message>
        <source>还没有年度报告或首次报告，没有可以对照的内容。</source>
        <translation>No annual or first declaration yet: nothing to compare.</translation>
    </message>
    <message>
        <source>＋ 来源&#x3000;－ 支出&#x3000;缺 没有填报&#x3000;＝ 合计（来源减支出）</source>
        <translation>+ source&#x3000;- use&#x3000;n/a not declared&#x3000;= total (sources less uses)</translation>
    </message>
    <message>
        <source>打印…</source>
        <translation>Print...</translation>
    </message>
    <message>
        <source>存为PDF…</source>
        <translation>Save as PDF...</translation>
    </message>
    <message>
        <source>关闭</source>
        <translation>Close</translation>
    </message>
</context>
<context>
    <name>Handing</name>
    <message>
        <source>收集表 {0}</source>
        <translation>Collecting workbook {0}</translation>
    </message>
    <message>
        <source>收集表</source>
        <translation>Collecting workbook</translation>
    </message>
    <message>
        <source>电子表格 (*.xlsx)</source>
        <translation>Spreadsheet (*.xlsx)</translation>
    </message>
    <message>
        <source>已写出“{0}”。登记号 {1}</source>
        <translation>Written &quot;{0}&quot;. Register number {1}</translation>
    </message>
</context>
<context>
    <name>HelpView</name>
    <message>
        <source>能防什么，不能防什么</source>
        <translation>What it protects against and what it does not</translation>
    </message>
    <message>
        <source>请先了解</source>
        <translation>Please read first</translation>
    </message>
    <message>
        <source>情形</source>
        <translation>Danger</translation>
    </message>
    <message>
        <source>本程序</source>
        <translation>This program</translation>
    </message>
    <message>
        <source>说明</source>
        <translation>Detail</translation>
    </message>
    <message>
        <source>单位自己要做的</source>
        <translation>What the office has to do</translation>
    </message>
</context>
<context>
    <name>Hints</name>
    <message>
        <source>例：{0}</source>
        <translation>e.g. {0}</translation>
    </message>
    <message>
        <source>要补正</source>
        <translation>To be corrected</translation>
    </message>
    <message>
        <source>硬错误</source>
        <translation>Hard error</translation>
    </message>
    <message>
        <source>请核对</source>
        <translation>Please check</translation>
    </message>
    <message>
        <source>▾ 容易疏漏 {0}处</source>
        <translation>▾ Easily forgotten: {0}</translation>
    </message>
    <message>
        <source>▸ 容易疏漏 {0}处</source>
        <translation>▸ Easily forgotten: {0}</translation>
    </message>
</context>
<context>
    <name>ImportPage</name>
    <message>
        <source>种类(&amp;K)</source>
        <translation>&amp;Kind</translation>
    </message>
    <message>
        <source>文件名里写有台账名称的，按文件名识别；其余按这里所选的种类</source>
        <translation>Files named after a ledger are recognised by their name; others take the kind chosen here</translation>
    </message>
    <message>
        <source>选择文件…</source>
        <translation>Choose files...</translation>
    </message>
    <message>
        <source>或把 .xlsx、.xls、.ods 文件拖到本页。先试导入，不改动保险库。</source>
        <translation>Or drag .xlsx, .xls or .ods files onto this page. A trial import comes first; the vault stays unchanged.</translation>
    </message>
    <message>
        <source>选择文件或把文件拖到这里：先试导入，逐格列出错误，没有错误再导入。
顺序：单位与职数 → 干部 → 报告、处理处分、专项整治。
还没有表格时，在“导出与模板”页取空白模板。</source>
        <translation>Choose files or drag them here: a trial import lists errors cell by cell; import when there are none.
Order: units and quotas → cadres → declarations, measures, campaigns.
No spreadsheets yet? Take blank templates from the &quot;Export and templates&quot; page.</translation>
    </message>
    <message>
        <source>待导入的文件</source>
        <translation>Files to import</translation>
    </message>
    <message>
        <source>导入</source>
        <translation>Import</translation>
    </message>
    <message>
        <source>重新试导入</source>
        <translation>Try again</translation>
    </message>
    <message>
        <source>在 Excel/WPS 中改好并保存后再试</source>
        <translation>Try again after correcting and saving the file in Excel/WPS</translation>
    </message>
    <message>
        <source>从列表移除</source>
        <translation>Remove from list</translation>
    </message>
    <message>
        <source>写出标红副本…</source>
        <translation>Write marked copy...</translation>
    </message>
    <message>
        <source>另存一份表格：错误的单元格标红并写明原因，原文件不动</source>
        <translation>Save a copy of the spreadsheet: faulty cells in red with the reason; the original stays as it is</translation>
    </message>
    <message>
        <source>错误清单</source>
        <translation>List of errors</translation>
    </message>
    <message>
        <source>只剩号码的校验码不符。逐一核对过原件、号码确实如此的，写明理由后可以接受；理由随导入记录保存。</source>
        <translation>Only check digits of numbers do not match. If each was compared with the original document and is really so, they may be accepted with a reason, which is kept in the import history.</translation>
    </message>
    <message>
        <source>理由(&amp;R)</source>
        <translation>&amp;Reason</translation>
    </message>
    <message>
        <source>例如：已核对居民身份证原件，号码无误</source>
        <translation>For example: compared with the original identity card, the number is correct</translation>
    </message>
    <message>
        <source>接受并导入</source>
        <translation>Accept and import</translation>
    </message>
    <message>
        <source>导入（{0}个文件）</source>
        <translation>Import ({0} files)</translation>
    </message>
    <message>
        <source>以下列没有对应的项，不导入：{0}</source>
        <translation>These columns match nothing and are not imported: {0}</translation>
    </message>
</context>
<context>
    <name>KeysPage</name>
    <message>
        <source>恢复密钥</source>
        <translation>Recovery key</translation>
    </message>
    <message>
        <source>所有经办人的口令都忘记时，只有恢复密钥能打开保险库。它分成两份印在两张纸上，缺一不可；两份装入两个信封，由两个人分别保管。本程序不留副本。</source>
        <translation>When every officer has forgotten the password, only the recovery key opens the vault. It is printed in two halves on two sheets, and both are needed; put them in two envelopes, kept by two persons. The program keeps no copy.</translation>
    </message>
    <message>
        <source>生成恢复密钥…</source>
        <translation>Make recovery key...</translation>
    </message>
    <message>
        <source>打印第1份…</source>
        <translation>Print half 1...</translation>
    </message>
    <message>
        <source>打印第2份…</source>
        <translation>Print half 2...</translation>
    </message>
    <message>
        <source>演练</source>
        <translation>Drill</translation>
    </message>
    <message>
        <source>照着两张纸各输入15组字符，确认印得对、抄得对。先后不论，短横、空格、大小写不影响。不改动任何数据。</source>
        <translation>Type the 15 groups from each sheet to make sure that they are printed and read correctly. Order, dashes, blanks and case do not matter. Nothing is changed.</translation>
    </message>
    <message>
        <source>一份恢复密钥</source>
        <translation>One half of the recovery key</translation>
    </message>
    <message>
        <source>另一份恢复密钥</source>
        <translation>The other half of the recovery key</translation>
    </message>
    <message>
        <source>更换密钥</source>
        <translation>Change the keys</translation>
    </message>
    <message>
        <source>有人调离、停用账号或收回密钥以后，他可能还留有旧密钥的副本。更换后旧密钥打不开现在的保险库，各人的口令不变；以前的备份仍用备份时的密钥。办完后需要重新登录。</source>
        <translation>Who was transferred, or whose account or key was taken, may have kept a copy of the old keys. After the change they do not open the present vault; all passwords stay. Earlier backups keep the keys of their time. Everybody signs in again afterwards.</translation>
    </message>
    <message>
        <source>更换密钥…</source>
        <translation>Change the keys...</translation>
    </message>
    <message>
        <source>已有恢复密钥。</source>
        <translation>There is a recovery key.</translation>
    </message>
    <message>
        <source>还没有恢复密钥：所有口令都忘记时，数据无法找回。</source>
        <translation>There is no recovery key: if all passwords are forgotten, the data is lost.</translation>
    </message>
    <message>
        <source>已生成，编号{0}。现在打印两份，离开本页后不能再打印。</source>
        <translation>Made, number {0}. Print both halves now; after leaving this page they cannot be printed.</translation>
    </message>
    <message>
        <source>重新生成…</source>
        <translation>Make anew...</translation>
    </message>
</context>
<context>
    <name>LedgersController</name>
    <message>
        <source>选择要导入的台账</source>
        <translation>Choose ledgers to import</translation>
    </message>
    <message>
        <source>电子表格 ({0})</source>
        <translation>Spreadsheets ({0})</translation>
    </message>
    <message>
        <source>导入 {0}</source>
        <translation>Importing {0}</translation>
    </message>
    <message>
        <source>试导入 {0}</source>
        <translation>Trial import of {0}</translation>
    </message>
    <message>
        <source>新增 {0:,} 行&#x3000;变更 {1:,} 行&#x3000;未变 {2:,} 行</source>
        <translation>rows added {0:,}&#x3000;changed {1:,}&#x3000;unchanged {2:,}</translation>
    </message>
    <message>
        <source>已导入：{0}</source>
        <translation>Imported: {0}</translation>
    </message>
    <message>
        <source>试导入通过，保险库尚未改动：{0}</source>
        <translation>Trial import passed, the vault is still unchanged: {0}</translation>
    </message>
    <message>
        <source>&#x3000;已接受校验码不符 {0} 处</source>
        <translation>&#x3000;check digit mismatches accepted: {0}</translation>
    </message>
    <message>
        <source>有 {0} 处校验码不符，没有其他错误</source>
        <translation>Check digit mismatches: {0}, no other errors</translation>
    </message>
    <message>
        <source>有 {0} 处错误</source>
        <translation>Errors: {0}</translation>
    </message>
    <message>
        <source>；整个文件没有导入，保险库没有改动。</source>
        <translation>; nothing of this file was imported, the vault is unchanged.</translation>
    </message>
    <message>
        <source>文件无法读取：可能已移走，或没有读取权限；请检查后重新试导入</source>
        <translation>The file cannot be read: it may have been moved, or reading is not permitted; please check and try again</translation>
    </message>
    <message>
        <source>已取消，保险库没有改动</source>
        <translation>Cancelled, the vault is unchanged</translation>
    </message>
    <message>
        <source>&#x3000;标红副本已写出：{0}</source>
        <translation>&#x3000;marked copy written: {0}</translation>
    </message>
    <message>
        <source>另存为</source>
        <translation>Save as</translation>
    </message>
    <message>
        <source>Excel 工作簿 (*.xlsx)</source>
        <translation>Excel workbook (*.xlsx)</translation>
    </message>
    <message>
        <source>{0}（空白模板）.xlsx</source>
        <translation>{0} (blank template).xlsx</translation>
    </message>
    <message>
        <source>空白模板已写出：{0}</source>
        <translation>Blank template written: {0}</translation>
    </message>
    <message>
        <source>预警</source>
        <translation>Flags</translation>
    </message>
    <message>
        <source>正在写出……</source>
        <translation>Writing...</translation>
    </message>
    <message>
        <source>已取消，没有写出文件</source>
        <translation>Cancelled, no file was written</translation>
    </message>
    <message>
        <source>{0}（标红）</source>
        <translation>{0} (marked)</translation>
    </message>
    <message>
        <source>{0}已导出 {1} 行：{2}。登记号 {3}</source>
        <translation>{0}: {1} rows exported to {2}. Register number {3}</translation>
    </message>
    <message>
        <source>将撤销“{0}”的导入（第{1}批）：它新增的行移除，改动的行恢复原样。先自动备份。
后来的改动以它为依据的，会逐条列出，不予撤销。</source>
        <extracomment>$names are the colours of a Theme</extracomment>
        <translation>The import of &quot;{0}&quot; (batch {1}) will be undone: rows it added go, rows it changed become what they were. A backup is made first.
Where later changes rest on it they are listed, and nothing is undone.</translation>
    </message>
    <message>
        <source>撤销导入</source>
        <translation>Undo the import</translation>
    </message>
</context>
<context>
    <name>LedgersView</name>
    <message>
        <source>台账</source>
        <translation>Ledgers</translation>
    </message>
    <message>
        <source>没有符合条件的处理处分。还没有数据时，请在“导入”页导入处理处分台账；印发函件时会自动登记。</source>
        <translation>No measure matches. If there are no data yet, import the ledger of measures on the &quot;Import&quot; page; issued letters are entered automatically.</translation>
    </message>
    <message>
        <source>种类</source>
        <translation>Kind</translation>
    </message>
    <message>
        <source>导入</source>
        <translation>Import</translation>
    </message>
    <message>
        <source>导出与模板</source>
        <translation>Export and templates</translation>
    </message>
    <message>
        <source>处理处分</source>
        <translation>Measures</translation>
    </message>
    <message>
        <source>导入记录</source>
        <translation>Import history</translation>
    </message>
</context>
<context>
    <name>LettersController</name>
    <message>
        <source>修改会自动保存为草稿。</source>
        <translation>Changes are saved as a draft automatically.</translation>
    </message>
    <message>
        <source>有未保存的修改……</source>
        <translation>Unsaved changes...</translation>
    </message>
    <message>
        <source>草稿已自动保存 {0}，密级除外：{1}</source>
        <translation>Draft saved automatically {0}, except for the secrecy level: {1}</translation>
    </message>
    <message>
        <source>草稿已自动保存 {0}</source>
        <translation>Draft saved automatically {0}</translation>
    </message>
    <message>
        <source>草稿未能保存：{0}</source>
        <translation>The draft could not be saved: {0}</translation>
    </message>
    <message>
        <source>还不能送审：{0}</source>
        <translation>Cannot be submitted for approval yet: {0}</translation>
    </message>
    <message>
        <source>打印函件</source>
        <translation>Print letter</translation>
    </message>
    <message>
        <source>正在打印</source>
        <translation>Printing</translation>
    </message>
    <message>
        <source>存为PDF</source>
        <translation>Save as PDF</translation>
    </message>
    <message>
        <source>正在准备……</source>
        <translation>Preparing...</translation>
    </message>
    <message>
        <source>已取消。</source>
        <translation>Cancelled.</translation>
    </message>
    <message>
        <source>{0}：第{1}面，共{2}面</source>
        <translation>{0}: page {1} of {2}</translation>
    </message>
    <message>
        <source>打印机没有接受这份函件。请检查打印机是否开机、联机、有纸，然后重试；也可以存为PDF。</source>
        <translation>The printer did not accept this letter. Please check that it is switched on, online and has paper, then try again; or save the letter as PDF.</translation>
    </message>
    <message>
        <source>未能打印</source>
        <translation>Not printed</translation>
    </message>
    <message>
        <source>{0}（草稿）</source>
        <translation>{0} (draft)</translation>
    </message>
    <message>
        <source>此件已是“{0}”，文字不能再改。</source>
        <translation>This letter is &quot;{0}&quot; by now; its words can no longer be changed.</translation>
    </message>
    <message>
        <source>恢复的内容还没有保存：接着修改，或按 Ctrl+S。</source>
        <translation>What was restored is not saved yet: go on editing, or press Ctrl+S.</translation>
    </message>
    <message>
        <source>打印机</source>
        <translation>Printer</translation>
    </message>
    <message>
        <source>已送打印机，共{0}面。登记号 {1}</source>
        <translation>Sent to the printer, {0} sides. Register number {1}</translation>
    </message>
    <message>
        <source>函件{0}份</source>
        <translation>{0} letters</translation>
    </message>
    <message>
        <source>已存为“{0}”，共{1}页。登记号 {2}</source>
        <translation>Saved as &quot;{0}&quot;, {1} pages. Register number {2}</translation>
    </message>
</context>
<context>
    <name>LettersView</name>
    <message>
        <source>函件</source>
        <translation>Letters</translation>
    </message>
    <message>
        <source>没有符合条件的函件。要拟一份，请按“新建函件”，或在干部页面按“拟函件”。</source>
        <translation>No letter matches. To draft one, press &quot;New letter&quot;, or &quot;Draft letter&quot; on the page of a cadre.</translation>
    </message>
    <message>
        <source>种类</source>
        <translation>Kind</translation>
    </message>
    <message>
        <source>状态</source>
        <translation>Status</translation>
    </message>
    <message>
        <source>姓名、拼音首字母、单位、文号</source>
        <translation>Name, pinyin initials, unit, letter number</translation>
    </message>
    <message>
        <source>新建函件</source>
        <translation>New letter</translation>
    </message>
    <message>
        <source>在左边选一份函件，或按“新建函件”拟一份。</source>
        <translation>Choose a letter at the left, or press &quot;New letter&quot; to draft one.</translation>
    </message>
</context>
<context>
    <name>LinePage</name>
    <message>
        <source>在左边选一行，这里显示登记的全部内容。</source>
        <translation>Choose a line at the left; all that was registered is shown here.</translation>
    </message>
</context>
<context>
    <name>ListView</name>
    <message>
        <source>姓名、拼音首字母、身份证号、单位</source>
        <translation>Name, pinyin initials, ID number, unit</translation>
    </message>
    <message>
        <source>搜索</source>
        <translation>Search</translation>
    </message>
    <message>
        <source>{0}：全部</source>
        <translation>{0}: all</translation>
    </message>
    <message>
        <source>共{0}条</source>
        <translation>Records: {0}</translation>
    </message>
</context>
<context>
    <name>MainWindow</name>
    <message>
        <source>干部监督工作台</source>
        <extracomment>which screen shows a list, and which opens a record</extracomment>
        <translation>Cadre Supervision Desk</translation>
    </message>
    <message>
        <source>导航</source>
        <translation>Navigation</translation>
    </message>
    <message>
        <source>总览</source>
        <translation>Overview</translation>
    </message>
    <message>
        <source>干部</source>
        <translation>Cadres</translation>
    </message>
    <message>
        <source>报告</source>
        <translation>Declarations</translation>
    </message>
    <message>
        <source>函件</source>
        <translation>Letters</translation>
    </message>
    <message>
        <source>专项整治</source>
        <translation>Campaigns</translation>
    </message>
    <message>
        <source>职数</source>
        <translation>Quotas</translation>
    </message>
    <message>
        <source>预警</source>
        <translation>Flags</translation>
    </message>
    <message>
        <source>台账</source>
        <translation>Ledgers</translation>
    </message>
    <message>
        <source>设置</source>
        <translation>Settings</translation>
    </message>
    <message>
        <source>经办人：{0}</source>
        <translation>Officer: {0}</translation>
    </message>
    <message>
        <source>规则包：{0}</source>
        <translation>Rule pack: {0}</translation>
    </message>
    <message>
        <source>保险库：{0}</source>
        <translation>Vault: {0}</translation>
    </message>
    <message>
        <source>处理中……</source>
        <translation>Working...</translation>
    </message>
    <message>
        <source>未能完成</source>
        <translation>Not completed</translation>
    </message>
    <message>
        <source>“{0}”中有未保存的内容（{1}），共{2}处。</source>
        <translation>There are unsaved edits in &quot;{0}&quot; ({1}), {2} in all.</translation>
    </message>
    <message>
        <source>查看</source>
        <translation>Show</translation>
    </message>
    <message>
        <source>放弃</source>
        <translation>Discard</translation>
    </message>
    <message>
        <source>以后再说</source>
        <translation>Later</translation>
    </message>
    <message>
        <source>放弃后，没有保存的内容不能找回。</source>
        <translation>What is discarded without having been saved cannot be brought back.</translation>
    </message>
    <message>
        <source>放弃未保存的内容</source>
        <translation>Discard unsaved edits</translation>
    </message>
    <message>
        <source>锁定时正在办理的事项已经办完。</source>
        <translation>What was under way when the vault was locked has been completed.</translation>
    </message>
    <message>
        <source>锁定时正在办理的事项已取消，保险库没有改动。</source>
        <translation>What was under way when the vault was locked has been cancelled; the vault was not changed.</translation>
    </message>
    <message>
        <source>锁定时正在办理的事项没有办成：{0}</source>
        <translation>What was under way when the vault was locked did not succeed: {0}</translation>
    </message>
    <message>
        <source>知道了</source>
        <translation>OK</translation>
    </message>
    <message>
        <source>{0}秒后锁定</source>
        <translation>Locks in {0} s</translation>
    </message>
    <message>
        <source>▲ 未保存的内容没有存成草稿：{0}</source>
        <translation>▲ Unsaved edits could not be kept as a draft: {0}</translation>
    </message>
    <message>
        <source>有未保存的内容，没有存成草稿：{0} 仍要关闭吗？关闭后不能找回。</source>
        <translation>There are unsaved edits that could not be kept as a draft: {0} Close all the same? They cannot be brought back.</translation>
    </message>
    <message>
        <source>未保存的内容</source>
        <translation>Unsaved edits</translation>
    </message>
    <message>
        <source>关闭</source>
        <translation>Close</translation>
    </message>
    <message>
        <source>检验数据库发现问题：{0} 请停止录入，用“从备份恢复”取回完好的备份。</source>
        <translation>The check of the databases found: {0} Please enter nothing more, and bring back a sound backup from the sign-in window.</translation>
    </message>
    <message>
        <source>数据库损坏</source>
        <translation>Database damaged</translation>
    </message>
    <message>
        <source>▲ 没有备份：{0}</source>
        <translation>▲ No backup: {0}</translation>
    </message>
    <message>
        <source>退出时没有备份</source>
        <translation>No backup on leaving</translation>
    </message>
    <message>
        <source>出件登记</source>
        <translation>Register of what leaves</translation>
    </message>
    <message>
        <source>回收站</source>
        <translation>Recycle bin</translation>
    </message>
    <message>
        <source>填报</source>
        <translation>Entry</translation>
    </message>
    <message>
        <source>查核</source>
        <translation>Verification</translation>
    </message>
</context>
<context>
    <name>NewAccount</name>
    <message>
        <source>新建账号</source>
        <translation>New account</translation>
    </message>
    <message>
        <source>另换一个</source>
        <translation>Another one</translation>
    </message>
    <message>
        <source>姓名</source>
        <translation>Name</translation>
    </message>
    <message>
        <source>岗位</source>
        <translation>Role</translation>
    </message>
    <message>
        <source>初始口令</source>
        <translation>First password</translation>
    </message>
    <message>
        <source>建立后把初始口令当面告知本人，不要通过电话、微信。本人首次登录必须改成自己的口令，之后才能发放密钥。</source>
        <translation>Tell the first password in person, not by telephone or messenger. It must be changed at the first sign-in; only then can the key be given.</translation>
    </message>
    <message>
        <source>取消</source>
        <translation>Cancel</translation>
    </message>
    <message>
        <source>建立账号</source>
        <translation>Make account</translation>
    </message>
</context>
<context>
    <name>NewLetter</name>
    <message>
        <source>新建函件</source>
        <translation>New letter</translation>
    </message>
    <message>
        <source>姓名、拼音首字母、身份证号、单位</source>
        <translation>Name, pinyin initials, ID number, unit</translation>
    </message>
    <message>
        <source>发给哪名干部(&amp;G)</source>
        <translation>To which &amp;cadre</translation>
    </message>
    <message>
        <source>找到的干部</source>
        <translation>Cadres found</translation>
    </message>
    <message>
        <source>种类</source>
        <translation>Kind</translation>
    </message>
    <message>
        <source>取消</source>
        <translation>Cancel</translation>
    </message>
    <message>
        <source>拟稿</source>
        <translation>Draft</translation>
    </message>
    <message>
        <source>显示前{0}名，请写得更具体些；</source>
        <translation>First {0} shown, please be more specific; </translation>
    </message>
    <message>
        <source>共{0}名；</source>
        <translation>Found: {0}; </translation>
    </message>
    <message>
        <source>上下键选择，回车拟稿。</source>
        <translation>choose with the up and down keys, Enter to draft.</translation>
    </message>
    <message>
        <source>没有找到。可换个写法，或先在“台账”中导入干部台账。</source>
        <translation>Nobody found. Try another spelling, or import the ledger of cadres in &quot;Ledgers&quot; first.</translation>
    </message>
    <message>
        <source>输入姓名、拼音首字母、身份证号或单位查找。</source>
        <translation>Type a name, pinyin initials, an ID number or a unit.</translation>
    </message>
    <message>
        <source>审批：{0}。依据：{1}</source>
        <translation>Approval: {0}. Basis: {1}</translation>
    </message>
    <message>
        <source>{0}，发给{1}</source>
        <translation>{0} to {1}</translation>
    </message>
    <message>
        <source>需要回避：您与{0}有登记的关系，请由其他经办人拟函。</source>
        <translation>Keep away: you are on record as close to {0}. Another officer has to draft this letter.</translation>
    </message>
</context>
<context>
    <name>OfficersController</name>
    <message>
        <source>回避人员有未保存的修改。继续则放弃这些修改。</source>
        <translation>The persons to keep away from have unsaved changes. Going on gives them up.</translation>
    </message>
    <message>
        <source>未保存的修改</source>
        <translation>Unsaved changes</translation>
    </message>
    <message>
        <source>放弃修改</source>
        <translation>Give up changes</translation>
    </message>
    <message>
        <source>回避人员有未保存的修改。要保存吗？取消则放弃这些修改。</source>
        <translation>The persons to keep away from have unsaved changes. Save them? Cancel gives them up.</translation>
    </message>
    <message>
        <source>保存</source>
        <translation>Save</translation>
    </message>
    <message>
        <source>已建立“{0}”的账号。初始口令：{1}&#x3000;请当面告知本人，关闭后不再显示。</source>
        <translation>The account of &quot;{0}&quot; was made. First password: {1}&#x3000;Tell it in person; it is not shown again.</translation>
    </message>
    <message>
        <source>账号已建立</source>
        <translation>Account made</translation>
    </message>
    <message>
        <source>已授权。</source>
        <translation>Authorised.</translation>
    </message>
    <message>
        <source>请与“{0}”当面核对他登录后看到的指纹：
{1}
一致才发放。发放后他能读出全部业务数据。</source>
        <translation>Compare the fingerprint with the one &quot;{0}&quot; sees after signing in:
{1}
Give the key only if they are the same. Afterwards all business data can be read with it.</translation>
    </message>
    <message>
        <source>发放密钥</source>
        <translation>Give key</translation>
    </message>
    <message>
        <source>指纹一致，发放</source>
        <translation>Same fingerprint, give key</translation>
    </message>
    <message>
        <source>已发放密钥，本人重新登录后即可办理业务。</source>
        <translation>The key was given; after signing in again the officer can work.</translation>
    </message>
    <message>
        <source>收回后“{0}”不能再打开业务数据。他可能留有密钥的副本，收回后请更换密钥。</source>
        <translation>Afterwards &quot;{0}&quot; cannot open the business data. A copy of the key may have been kept: change the keys afterwards.</translation>
    </message>
    <message>
        <source>收回密钥</source>
        <translation>Take key back</translation>
    </message>
    <message>
        <source>收回</source>
        <translation>Take back</translation>
    </message>
    <message>
        <source>已收回。请在“恢复密钥与换钥”页更换密钥。</source>
        <translation>Taken back. Change the keys on the page &quot;Recovery and keys&quot;.</translation>
    </message>
    <message>
        <source>停用“{0}”的账号？停用后不能恢复，需要时另建账号。</source>
        <translation>Close the account of &quot;{0}&quot;? It cannot be reopened; make another when needed.</translation>
    </message>
    <message>
        <source>停用账号</source>
        <translation>Close account</translation>
    </message>
    <message>
        <source>停用</source>
        <translation>Close</translation>
    </message>
    <message>
        <source>已停用“{0}”的账号。他可能留有密钥的副本，请更换密钥。</source>
        <translation>The account of &quot;{0}&quot; is closed. A copy of the keys may have been kept: change the keys.</translation>
    </message>
    <message>
        <source>账号已停用</source>
        <translation>Account closed</translation>
    </message>
    <message>
        <source>已保存。</source>
        <translation>Saved.</translation>
    </message>
    <message>
        <source>启用三员后不能退回：账号由系统管理员建立，由安全保密管理员授权；安全策略由安全保密管理员修改；审计由安全审计员查看。负责人与科长权限相同。启用后需要重新登录。</source>
        <translation>There is no way back: accounts are then made by the system administrator and authorised by the security administrator, who also changes the policy; the audit is seen by the security auditor. The officer in charge has the rights of a section chief. Everybody signs in again afterwards.</translation>
    </message>
    <message>
        <source>启用三员</source>
        <translation>Split administration</translation>
    </message>
    <message>
        <source>已启用三员</source>
        <translation>Administration is split</translation>
    </message>
    <message>
        <source>三员已启用。请重新登录。</source>
        <translation>The three administrators are in office. Please sign in again.</translation>
    </message>
    <message>
        <source>重新生成后，以前印出的两份作废。继续吗？</source>
        <translation>A new key makes the two printed halves void. Go on?</translation>
    </message>
    <message>
        <source>恢复密钥</source>
        <translation>Recovery key</translation>
    </message>
    <message>
        <source>重新生成</source>
        <translation>Make anew</translation>
    </message>
    <message>
        <source>分两次打印，中间取走第1份；不要双面打印。</source>
        <translation>Print in two steps and take half 1 away in between; do not print on both sides.</translation>
    </message>
    <message>
        <source>打印恢复密钥第{0}份</source>
        <translation>Print half {0} of the recovery key</translation>
    </message>
    <message>
        <source>第{0}份已送往打印机。装入信封前，请照纸面演练一次。</source>
        <translation>Half {0} was sent to the printer. Try the drill from paper before sealing the envelope.</translation>
    </message>
    <message>
        <source>打印机没有接受。请检查打印机后再打印一次。</source>
        <translation>The printer did not take it. Check the printer and print again.</translation>
    </message>
    <message>
        <source>两份都正确，能打开保险库。可以封装了。</source>
        <translation>Both halves are right and open the vault. They can be sealed now.</translation>
    </message>
    <message>
        <source>更换密钥前会先备份一次。更换时不能做别的事，办完后需要重新登录。现在更换吗？</source>
        <translation>A backup is made first. Nothing else can be done meanwhile, and you sign in again afterwards. Change the keys now?</translation>
    </message>
    <message>
        <source>更换密钥</source>
        <translation>Change the keys</translation>
    </message>
    <message>
        <source>正在更换密钥……</source>
        <translation>Changing the keys...</translation>
    </message>
    <message>
        <source>密钥已更换</source>
        <translation>Keys changed</translation>
    </message>
    <message>
        <source>密钥已更换，各人的口令不变。请重新登录。</source>
        <translation>The keys were changed; all passwords stay. Please sign in again.</translation>
    </message>
    <message>
        <source>请写明理由，它记入审计日志。</source>
        <translation>Give a reason; it is kept in the journal.</translation>
    </message>
    <message>
        <source>理由</source>
        <translation>Reason</translation>
    </message>
    <message>
        <source>例如：轮岗</source>
        <translation>For example: rotation</translation>
    </message>
</context>
<context>
    <name>OfficersView</name>
    <message>
        <source>账号</source>
        <translation>Accounts</translation>
    </message>
    <message>
        <source>三员分设</source>
        <translation>Three administrators</translation>
    </message>
    <message>
        <source>恢复密钥与换钥</source>
        <translation>Recovery and keys</translation>
    </message>
</context>
<context>
    <name>OpeningsController</name>
    <message>
        <source>报告调阅登记</source>
        <translation>Register of openings of declarations</translation>
    </message>
</context>
<context>
    <name>OpeningsView</name>
    <message>
        <source>报告调阅登记</source>
        <translation>Register of openings of declarations</translation>
    </message>
    <message>
        <source>没有符合条件的登记。查看报告、报告状态、前后比较和报告历史时自动登记，不能修改或删除。</source>
        <translation>No entries fit. Opening a declaration, a state, a comparison or a history is entered by itself and cannot be changed or deleted.</translation>
    </message>
    <message>
        <source>方式</source>
        <translation>How</translation>
    </message>
    <message>
        <source>报告人、单位、查看人、用途、批准人</source>
        <translation>Cadre, unit, viewer, purpose, approver</translation>
    </message>
</context>
<context>
    <name>PasswordBlock</name>
    <message>
        <source>修改口令</source>
        <translation>Change password</translation>
    </message>
    <message>
        <source>现在的口令</source>
        <translation>Current password</translation>
    </message>
    <message>
        <source>新口令</source>
        <translation>New password</translation>
    </message>
    <message>
        <source>再输一遍</source>
        <translation>Repeat</translation>
    </message>
    <message>
        <source>修改口令（{0}）</source>
        <translation>Change password ({0})</translation>
    </message>
</context>
<context>
    <name>PastDialog</name>
    <message>
        <source>历史</source>
        <translation>History</translation>
    </message>
    <message>
        <source>某日情况(&amp;D)</source>
        <translation>As of &amp;day</translation>
    </message>
    <message>
        <source>查看当日</source>
        <translation>Show that day</translation>
    </message>
    <message>
        <source>各个版本</source>
        <translation>Versions</translation>
    </message>
    <message>
        <source>共{0}个版本，最新的在前</source>
        <translation>Versions: {0}, the newest first</translation>
    </message>
    <message>
        <source>改了什么</source>
        <translation>What changed</translation>
    </message>
    <message>
        <source>当日内容</source>
        <translation>Content on that day</translation>
    </message>
    <message>
        <source>关闭</source>
        <translation>Close</translation>
    </message>
    <message>
        <source>内容没有变化</source>
        <translation>The content did not change</translation>
    </message>
    <message>
        <source>日期应如 {0}</source>
        <translation>A date is written like {0}</translation>
    </message>
    <message>
        <source>{0}结束时</source>
        <translation>At the end of {0}</translation>
    </message>
    <message>
        <source>当时库中没有这条记录</source>
        <translation>This record was not there then</translation>
    </message>
</context>
<context>
    <name>PersonController</name>
    <message>
        <source>对{0}的说明或意见还没有保存。放弃吗？</source>
        <translation>The explanation or opinion about {0} is not saved. Discard it?</translation>
    </message>
    <message>
        <source>未保存的修改</source>
        <translation>Unsaved changes</translation>
    </message>
    <message>
        <source>放弃修改</source>
        <translation>Discard changes</translation>
    </message>
    <message>
        <source>已登记。请在“更多”中打印情况说明通知，送交本人。</source>
        <translation>Recorded. Please print the notice under &quot;More&quot; and hand it to the cadre.</translation>
    </message>
    <message>
        <source>登记说明</source>
        <translation>Record explanation</translation>
    </message>
    <message>
        <source>收到日期</source>
        <translation>Received</translation>
    </message>
    <message>
        <source>已登记本人说明</source>
        <translation>Explanation recorded</translation>
    </message>
    <message>
        <source>意见已保存：拟认定{0}</source>
        <translation>Opinion saved: {0} proposed</translation>
    </message>
    <message>
        <source>{0}：已认定{1}</source>
        <translation>{0}: determined as {1}</translation>
    </message>
    <message>
        <source>已办结</source>
        <translation>Closed</translation>
    </message>
    <message>
        <source>更多</source>
        <translation>More</translation>
    </message>
    <message>
        <source>打印情况说明通知…</source>
        <translation>Print notice to explain...</translation>
    </message>
    <message>
        <source>情况说明通知存为PDF…</source>
        <translation>Save notice as PDF...</translation>
    </message>
    <message>
        <source>打印认定表…</source>
        <translation>Print determination form...</translation>
    </message>
    <message>
        <source>认定表存为PDF…</source>
        <translation>Save determination form as PDF...</translation>
    </message>
    <message>
        <source>登记申诉…</source>
        <translation>Record objection...</translation>
    </message>
    <message>
        <source>登记复核…</source>
        <translation>Record review...</translation>
    </message>
    <message>
        <source>撤销认定…</source>
        <translation>Revoke determination...</translation>
    </message>
    <message>
        <source>登记申诉</source>
        <translation>Record objection</translation>
    </message>
    <message>
        <source>申诉</source>
        <translation>Objection</translation>
    </message>
    <message>
        <source>已登记申诉</source>
        <translation>Objection recorded</translation>
    </message>
    <message>
        <source>复核人（会议）</source>
        <translation>Reviewed by (meeting)</translation>
    </message>
    <message>
        <source>登记复核</source>
        <translation>Record review</translation>
    </message>
    <message>
        <source>复核</source>
        <translation>Review</translation>
    </message>
    <message>
        <source>已登记复核</source>
        <translation>Review recorded</translation>
    </message>
    <message>
        <source>撤销后认定不再有效，由它记入的处理也一并撤去；经过都留在历史中。</source>
        <translation>The determination counts no more and the measure it recorded is taken off; the course stays in the history.</translation>
    </message>
    <message>
        <source>决定撤销的人（会议）</source>
        <translation>Revocation decided by (meeting)</translation>
    </message>
    <message>
        <source>撤销认定</source>
        <translation>Revoke determination</translation>
    </message>
    <message>
        <source>认定已撤销</source>
        <translation>Determination revoked</translation>
    </message>
</context>
<context>
    <name>PersonPage</name>
    <message>
        <source>在左边选一人或一件不一致，这里显示双方内容，登记说明、意见和认定。</source>
        <translation>Choose a person or a discrepancy at the left: both sides, the explanation, the opinion and the determination are shown here.</translation>
    </message>
    <message>
        <source>打开干部</source>
        <translation>Open cadre</translation>
    </message>
    <message>
        <source>请本人说明…</source>
        <translation>Ask for explanation...</translation>
    </message>
    <message>
        <source>总的说明，或所附材料；每件的说明写在上面各件里</source>
        <translation>General explanation, or papers attached; that of each item stands with the item above</translation>
    </message>
    <message>
        <source>事实、条款，为什么这样认定</source>
        <translation>Facts, article, why it is determined so</translation>
    </message>
    <message>
        <source>没有收到说明的，写明原因</source>
        <translation>Where there is no explanation, say why</translation>
    </message>
    <message>
        <source>本人说明(&amp;E)</source>
        <translation>&amp;Explanation</translation>
    </message>
    <message>
        <source>没有说明的原因</source>
        <translation>Why there is none</translation>
    </message>
    <message>
        <source>认定理由(&amp;R)</source>
        <translation>&amp;Reasons</translation>
    </message>
    <message>
        <source>拟处理(&amp;H)</source>
        <translation>Proposed &amp;handling</translation>
    </message>
    <message>
        <source>登记说明</source>
        <translation>Record explanation</translation>
    </message>
    <message>
        <source>保存意见</source>
        <translation>Save opinion</translation>
    </message>
    <message>
        <source>认定…</source>
        <translation>Determine...</translation>
    </message>
    <message>
        <source>办结</source>
        <translation>Close</translation>
    </message>
    <message>
        <source>以往认定：{0}</source>
        <translation>Earlier determinations: {0}</translation>
    </message>
    <message>
        <source>&#x3000;（重新比对后不再出现）</source>
        <translation>&#x3000;(not found again by the last comparison)</translation>
    </message>
    <message>
        <source>没有报告</source>
        <translation>Not declared</translation>
    </message>
    <message>
        <source>没有反馈</source>
        <translation>No feedback</translation>
    </message>
    <message>
        <source>报告</source>
        <translation>Declarations</translation>
    </message>
    <message>
        <source>反馈</source>
        <translation>Feedback</translation>
    </message>
    <message>
        <source>差异</source>
        <translation>Difference</translation>
    </message>
    <message>
        <source>本人对这一件的说明</source>
        <translation>What the cadre says of this item</translation>
    </message>
    <message>
        <source>{0}：本人说明</source>
        <translation>{0}: explanation</translation>
    </message>
    <message>
        <source>{0}：认定意见</source>
        <translation>{0}: opinion</translation>
    </message>
    <message>
        <source>认定意见…</source>
        <translation>Opinion...</translation>
    </message>
</context>
<context>
    <name>PolicyController</name>
    <message>
        <source>与“{0}”档的建议值不同的有{1}项</source>
        <translation>Settings that differ from the profile &quot;{0}&quot;: {1}</translation>
    </message>
    <message>
        <source>已保存 {0}，改动{1}项，已记入审计</source>
        <translation>Saved {0}, {1} settings changed, recorded in the audit</translation>
    </message>
    <message>
        <source>未能保存</source>
        <translation>Not saved</translation>
    </message>
    <message>
        <source>安全策略有未保存的修改。要保存吗？取消则放弃这些修改。</source>
        <translation>The security policy has unsaved changes. Save them? Cancel gives them up.</translation>
    </message>
    <message>
        <source>未保存的修改</source>
        <translation>Unsaved changes</translation>
    </message>
    <message>
        <source>保存</source>
        <translation>Save</translation>
    </message>
</context>
<context>
    <name>PolicyView</name>
    <message>
        <source>安全策略</source>
        <translation>Security policy</translation>
    </message>
    <message>
        <source>放弃修改</source>
        <translation>Give up changes</translation>
    </message>
    <message>
        <source>保存</source>
        <translation>Save</translation>
    </message>
    <message>
        <source>密级档次(&amp;P)</source>
        <translation>&amp;Profile</translation>
    </message>
    <message>
        <source>密级档次</source>
        <translation>Profile</translation>
    </message>
    <message>
        <source>是</source>
        <translation>Yes</translation>
    </message>
    <message>
        <source>● 有未保存的修改</source>
        <translation>● Unsaved changes</translation>
    </message>
</context>
<context>
    <name>PreviewPane</name>
    <message>
        <source>函件预览</source>
        <translation>Preview of the letter</translation>
    </message>
    <message>
        <source>上一页</source>
        <translation>Previous page</translation>
    </message>
    <message>
        <source>下一页</source>
        <translation>Next page</translation>
    </message>
    <message>
        <source>{0}/{1}页</source>
        <translation>Page {0}/{1}</translation>
    </message>
    <message>
        <source>按现有文字不能打印：{0}</source>
        <translation>Cannot be printed with the present text: {0}</translation>
    </message>
</context>
<context>
    <name>Progress</name>
    <message>
        <source>进度</source>
        <translation>Progress</translation>
    </message>
    <message>
        <source>取消</source>
        <translation>Cancel</translation>
    </message>
    <message>
        <source>正在取消……</source>
        <translation>Cancelling...</translation>
    </message>
</context>
<context>
    <name>QuotaPage</name>
    <message>
        <source>在左边选一行，这里显示现在由谁任职。</source>
        <translation>Choose a row at the left; the present holders are shown here.</translation>
    </message>
    <message>
        <source>现任人员</source>
        <translation>Present holders</translation>
    </message>
    <message>
        <source>打开干部</source>
        <translation>Open cadre</translation>
    </message>
    <message>
        <source>双击或回车打开干部</source>
        <translation>Double-click or press Enter to open the cadre</translation>
    </message>
    <message>
        <source>没有人占用这项职数。如与实际不符，请在干部台账的任职表中补正后导入。</source>
        <translation>Nobody uses this quota. If that is not so, correct the posts sheet of the cadre ledger and import it.</translation>
    </message>
    <message>
        <source>实配数 = 任职表中占职数的现任职务（任职单位、职务层次与本行相同）。</source>
        <translation>Actual = current posts that use quota, of the same unit and post level as this row.</translation>
    </message>
    <message>
        <source>核定{0}</source>
        <translation>approved {0}</translation>
    </message>
    <message>
        <source>实配{0}</source>
        <translation>actual {0}</translation>
    </message>
</context>
<context>
    <name>QuotasView</name>
    <message>
        <source>职数</source>
        <translation>Quotas</translation>
    </message>
    <message>
        <source>没有符合条件的职数。还没有数据时，请在“台账”中导入单位与职数台账。</source>
        <translation>No quota matches. If there are no data yet, import the ledger of units and quotas in &quot;Ledgers&quot;.</translation>
    </message>
    <message>
        <source>职务层次</source>
        <translation>Post level</translation>
    </message>
    <message>
        <source>单位、职务层次</source>
        <translation>Unit, post level</translation>
    </message>
</context>
<context>
    <name>RecordTable</name>
    <message>
        <source>复制所选行</source>
        <translation>Copy selected rows</translation>
    </message>
</context>
<context>
    <name>Recovering</name>
    <message>
        <source>所有人的口令都忘记时，取出两个信封里的恢复密钥，照着输入各15组字符，并建立一个新账号。完成后数据库换用新的密钥，这两份恢复密钥作废；原来的账号都保留，想起口令的人仍可登录。</source>
        <translation>When all passwords are forgotten, take the recovery key out of both envelopes, type the 15 groups of each half, and make a new account. The databases get new keys then and both halves are void; the old accounts stay, and who remembers the password can still sign in.</translation>
    </message>
    <message>
        <source>一份恢复密钥</source>
        <translation>One half of the recovery key</translation>
    </message>
    <message>
        <source>另一份恢复密钥</source>
        <translation>The other half of the recovery key</translation>
    </message>
    <message>
        <source>新账号的姓名</source>
        <translation>Name of the new account</translation>
    </message>
    <message>
        <source>新口令</source>
        <translation>New password</translation>
    </message>
    <message>
        <source>再输一遍</source>
        <translation>Once more</translation>
    </message>
    <message>
        <source>上一步</source>
        <translation>Back</translation>
    </message>
    <message>
        <source>用恢复密钥进入</source>
        <translation>Enter with the recovery key</translation>
    </message>
    <message>
        <source>两遍新口令不一致，请重新输入。</source>
        <translation>The two new passwords differ. Please type them again.</translation>
    </message>
</context>
<context>
    <name>RecyclingController</name>
    <message>
        <source>将永久清除“{0}”，共{1}行及其全部历史，清除后不能恢复；此前的备份中仍有。
理由永久记入审计，请不要写姓名和身份证号。</source>
        <translation>&quot;{0}&quot; will be purged, {1} rows with all their history, and cannot be restored; earlier backups still hold it.
The reason stays in the audit for ever: please write no names and no ID numbers.</translation>
    </message>
    <message>
        <source>永久清除</source>
        <translation>Purge</translation>
    </message>
</context>
<context>
    <name>RecyclingView</name>
    <message>
        <source>回收站</source>
        <translation>Recycle bin</translation>
    </message>
    <message>
        <source>双击或回车查看删除前的内容</source>
        <translation>Double-click or Enter shows what it was</translation>
    </message>
    <message>
        <source>去向</source>
        <translation>What became of it</translation>
    </message>
    <message>
        <source>去向：全部</source>
        <translation>All</translation>
    </message>
    <message>
        <source>历史</source>
        <translation>History</translation>
    </message>
    <message>
        <source>恢复(&amp;R)</source>
        <translation>&amp;Restore</translation>
    </message>
    <message>
        <source>连同一起删除的各行，按删除前的样子放回</source>
        <translation>Put back as it was, with all rows deleted together with it</translation>
    </message>
    <message>
        <source>永久清除…</source>
        <translation>Purge...</translation>
    </message>
    <message>
        <source>清除后不能恢复，只在审计中留下编号和理由</source>
        <translation>Cannot be restored; only number and reason stay in the audit</translation>
    </message>
    <message>
        <source>共{0}条</source>
        <translation>Records: {0}</translation>
    </message>
    <message>
        <source>回收站是空的。在各屏的“更多”中删除的记录会放在这里，可以恢复。</source>
        <translation>The recycle bin is empty. Records deleted by &quot;More&quot; on any screen lie here and can be restored.</translation>
    </message>
    <message>
        <source>没有符合条件的删除记录。</source>
        <translation>No deletion fits.</translation>
    </message>
</context>
<context>
    <name>RegisterController</name>
    <message>
        <source>出件登记</source>
        <translation>Register of what leaves</translation>
    </message>
    <message>
        <source>另存为</source>
        <translation>Save as</translation>
    </message>
    <message>
        <source>Excel 工作簿 (*.xlsx)</source>
        <translation>Excel workbook (*.xlsx)</translation>
    </message>
    <message>
        <source>已导出</source>
        <translation>Exported</translation>
    </message>
    <message>
        <source>出件登记已导出 {0} 行：{1}。登记号 {2}</source>
        <translation>Register of what leaves: {0} rows exported to {1}. Number {2}</translation>
    </message>
    <message>
        <source>已导出 {0} 行：{1}。登记号 {2}</source>
        <translation>{0} rows exported: {1}. Register number {2}</translation>
    </message>
</context>
<context>
    <name>RegisterView</name>
    <message>
        <source>出件登记</source>
        <translation>Register of what leaves</translation>
    </message>
    <message>
        <source>没有符合条件的登记。导出表格、打印函件、存为PDF时自动登记，不能修改或删除。</source>
        <translation>No line fits. Exports, prints and PDF files are registered by themselves; lines cannot be changed or deleted.</translation>
    </message>
    <message>
        <source>方式</source>
        <translation>How</translation>
    </message>
    <message>
        <source>结果</source>
        <translation>Result</translation>
    </message>
    <message>
        <source>登记号、内容、去向、经办人、用途</source>
        <translation>Number, content, target, officer, purpose</translation>
    </message>
    <message>
        <source>导出登记簿…</source>
        <translation>Export the register...</translation>
    </message>
    <message>
        <source>导出…</source>
        <translation>Export...</translation>
    </message>
</context>
<context>
    <name>RenewalView</name>
    <message>
        <source>干部监督工作台</source>
        <translation>Cadre Desk</translation>
    </message>
    <message>
        <source>修改口令</source>
        <translation>Change password</translation>
    </message>
    <message>
        <source>经办人：{0}</source>
        <translation>Officer: {0}</translation>
    </message>
    <message>
        <source>新口令</source>
        <translation>New password</translation>
    </message>
    <message>
        <source>再输一遍</source>
        <translation>Once more</translation>
    </message>
    <message>
        <source>退出</source>
        <translation>Leave</translation>
    </message>
    <message>
        <source>修改并进入</source>
        <translation>Change and enter</translation>
    </message>
    <message>
        <source>两遍新口令不一致，请重新输入。</source>
        <translation>The two new passwords differ. Please type them again.</translation>
    </message>
    <message>
        <source>正在修改……</source>
        <translation>Changing...</translation>
    </message>
</context>
<context>
    <name>RestoreController</name>
    <message>
        <source>“{0}”中没有找到备份。
备份若在移动硬盘等处，请点“在别处找备份…”，选择其中的备份文件夹。</source>
        <translation>No backup was found in &quot;{0}&quot;.
If there is one on a removable disk, press &quot;Look elsewhere...&quot; and choose its folder.</translation>
    </message>
    <message>
        <source>位置：{0}</source>
        <translation>Place: {0}</translation>
    </message>
    <message>
        <source>▲ 这是另一个保险库的备份，恢复后这里就变成那个保险库。</source>
        <translation>▲ This is a backup of another vault; restoring it puts that vault here.</translation>
    </message>
    <message>
        <source>选择存放备份的文件夹</source>
        <translation>Choose the folder that holds the backups</translation>
    </message>
    <message>
        <source>恢复 {0}
{1}
现在的文件不会删除，原样留在保险库的 aside 文件夹。</source>
        <translation>Restore {0}
{1}
The present files are not deleted; they stay as they are in the folder &quot;aside&quot; of the vault.</translation>
    </message>
    <message>
        <source>▲ 不知道备份以后有过多少改动：它们都不在其中，恢复后需要补录。</source>
        <translation>▲ How much was changed after the backup is not known: none of it is in it and it has to be entered again.</translation>
    </message>
    <message>
        <source>▲ 备份以后有{0}项操作不在其中，恢复后需要补录。</source>
        <translation>▲ {0} operations after the backup are not in it and have to be entered again.</translation>
    </message>
    <message>
        <source>备份以后没有改动，不会缺少什么。</source>
        <translation>Nothing was changed after the backup; nothing will be missing.</translation>
    </message>
    <message>
        <source>正在恢复，请不要关闭电脑……</source>
        <translation>Restoring, please do not switch off the computer...</translation>
    </message>
    <message>
        <source>接受现状：把现在的文件当作最新的数据继续使用，不恢复备份。缺少的记录就此缺少。由负责人查明原因后办理；理由和现象会记入审计，不能删除。</source>
        <translation>To accept the present state means to go on with the files as they are, without a backup. What is missing stays missing. It is for the officer in charge, after the cause was found; reason and fault are recorded in the audit for good.</translation>
    </message>
    <message>
        <source>正在打开保险库……</source>
        <translation>Opening the vault...</translation>
    </message>
    <message>
        <source>正在核对恢复密钥并更换数据库的密钥……</source>
        <translation>Checking the recovery key and changing the keys of the databases...</translation>
    </message>
    <message>
        <source>○ 已用恢复密钥建立账号“{0}”。
原来的两份恢复密钥已作废：登录后请在“账号”中重新生成，停用没有人记得口令的账号，并重新建立。</source>
        <translation>○ The account &quot;{0}&quot; was made with the recovery key.
Both old halves are void: after signing in, make a new key under &quot;Accounts&quot;, close the accounts whose password nobody remembers, and make them anew.</translation>
    </message>
    <message>
        <source>○ 已恢复备份 {0}。</source>
        <translation>○ Backup {0} was restored.</translation>
    </message>
    <message>
        <source>原来的文件留在：{0}</source>
        <translation>The former files are kept in: {0}</translation>
    </message>
    <message>
        <source>▲ 密钥文件也是备份时的：各人用备份那天的口令登录，之后建立的账号没有了。</source>
        <translation>▲ The key file is that of the backup, too: everybody signs in with the password of that day, and later accounts are gone.</translation>
    </message>
    <message>
        <source>▲ 审计日志读不出来，也用了备份时的；之后的日志只在留下的原文件里。</source>
        <translation>▲ The journal could not be read, and that of the backup was taken; later entries are only in the files that were kept.</translation>
    </message>
    <message>
        <source>登录后请核对最近的数据，补录备份以后的改动。</source>
        <translation>After signing in, look through the latest data and enter again what was changed after the backup.</translation>
    </message>
</context>
<context>
    <name>RestoreView</name>
    <message>
        <source>从备份恢复</source>
        <translation>Restore a backup</translation>
    </message>
    <message>
        <source>保险库：{0}</source>
        <translation>Vault: {0}</translation>
    </message>
    <message>
        <source>恢复</source>
        <translation>Restore</translation>
    </message>
    <message>
        <source>例如：数据库损坏</source>
        <translation>For example: database damaged</translation>
    </message>
    <message>
        <source>接受现状并登录</source>
        <translation>Accept and sign in</translation>
    </message>
    <message>
        <source>例如：已查明是误放了旧文件，由负责人确认</source>
        <translation>For example: an old file was put here by mistake, confirmed by the officer in charge</translation>
    </message>
    <message>
        <source>备份</source>
        <translation>Backups</translation>
    </message>
    <message>
        <source>在别处找备份(&amp;F)…</source>
        <translation>Look elsewhere(&amp;F)...</translation>
    </message>
    <message>
        <source>例如移动硬盘上的备份文件夹</source>
        <translation>For example a folder of backups on a removable disk</translation>
    </message>
    <message>
        <source>口令都忘记，用恢复密钥(&amp;K)…</source>
        <translation>All passwords forgotten: recovery &amp;key...</translation>
    </message>
    <message>
        <source>不恢复，接受现状(&amp;A)…</source>
        <translation>&amp;Accept the present state...</translation>
    </message>
    <message>
        <source>返回登录</source>
        <translation>Back to sign-in</translation>
    </message>
    <message>
        <source>下一步</source>
        <translation>Next step</translation>
    </message>
    <message>
        <source>去登录</source>
        <translation>Sign in</translation>
    </message>
    <message>
        <source>第1步，共3步：选择备份</source>
        <translation>Step 1 of 3: choose a backup</translation>
    </message>
    <message>
        <source>第2步，共3步：由谁恢复，为什么</source>
        <translation>Step 2 of 3: who restores it, and why</translation>
    </message>
    <message>
        <source>接受现状：由谁确认，为什么</source>
        <translation>Accept the present state: who confirms it, and why</translation>
    </message>
    <message>
        <source>完成</source>
        <translation>Done</translation>
    </message>
    <message>
        <source>用恢复密钥进入</source>
        <translation>Enter with the recovery key</translation>
    </message>
</context>
<context>
    <name>Restored</name>
    <message>
        <source>已恢复未保存的内容（{0}）。</source>
        <translation>Unsaved edits restored ({0}).</translation>
    </message>
    <message>
        <source>▲ 此后这条记录已有改动，请核对后再保存。</source>
        <translation> ▲ The record has been changed since; please check before saving.</translation>
    </message>
    <message>
        <source>放弃</source>
        <translation>Discard</translation>
    </message>
    <message>
        <source>▲ 有未保存的内容（{0}），现在不能恢复：{1}</source>
        <translation>▲ There are unsaved edits ({0}) that cannot be restored now: {1}</translation>
    </message>
    <message>
        <source>放弃后，没有保存的内容不能找回。</source>
        <translation>What is discarded without having been saved cannot be brought back.</translation>
    </message>
    <message>
        <source>放弃未保存的内容</source>
        <translation>Discard unsaved edits</translation>
    </message>
</context>
<context>
    <name>SectionPage</name>
    <message>
        <source>上次报告后持有</source>
        <translation>Held after the last declaration</translation>
    </message>
    <message>
        <source>填“{0}”</source>
        <translation>Fill in &quot;{0}&quot;</translation>
    </message>
    <message>
        <source>新增一行</source>
        <translation>Add row</translation>
    </message>
    <message>
        <source>确认这一行</source>
        <translation>Confirm row</translation>
    </message>
    <message>
        <source>删去这一行</source>
        <translation>Remove row</translation>
    </message>
    <message>
        <source>没有行。有此类情况的，按“新增一行”（Ctrl+N）。</source>
        <translation>No rows. Where there is something to declare, press &quot;Add row&quot; (Ctrl+N).</translation>
    </message>
</context>
<context>
    <name>SectionTree</name>
    <message>
        <source>项目</source>
        <translation>Item</translation>
    </message>
    <message>
        <source>报告项</source>
        <translation>Section</translation>
    </message>
    <message>
        <source>复制所选行</source>
        <translation>Copy selected rows</translation>
    </message>
    <message>
        <source>复制全部</source>
        <translation>Copy all</translation>
    </message>
    <message>
        <source>{0}项</source>
        <translation>items: {0}</translation>
    </message>
    <message>
        <source>无</source>
        <translation>none</translation>
    </message>
    <message>
        <source>{0}，有变化{1}项</source>
        <translation>{0}, changed: {1}</translation>
    </message>
    <message>
        <source>（沿用以前填报）</source>
        <translation> (carried over)</translation>
    </message>
</context>
<context>
    <name>SettingsController</name>
    <message>
        <source>干部监督工作台 {0}</source>
        <translation>Cadre Supervision Desk {0}</translation>
    </message>
    <message>
        <source>规则包：{0}，版本{1}</source>
        <translation>Rule pack: {0}, version {1}</translation>
    </message>
    <message>
        <source>函件设置有未保存的修改。要保存吗？取消则放弃这些修改。</source>
        <translation>The letter settings have unsaved changes. Save them? Cancel discards them.</translation>
    </message>
    <message>
        <source>未保存的修改</source>
        <translation>Unsaved changes</translation>
    </message>
    <message>
        <source>保存</source>
        <translation>Save</translation>
    </message>
    <message>
        <source>已保存 {0}</source>
        <translation>Saved {0}</translation>
    </message>
    <message>
        <source>界面已改，但没有记住：无法写入“{0}”。下次启动会恢复原样。</source>
        <translation>The window was changed, but this cannot be remembered: &quot;{0}&quot; cannot be written. The next start shows it as before.</translation>
    </message>
    <message>
        <source>未能记住</source>
        <translation>Not remembered</translation>
    </message>
    <message>
        <source>两遍新口令不一致，请重新输入。</source>
        <translation>The two new passwords differ, please enter them again.</translation>
    </message>
    <message>
        <source>正在修改……</source>
        <translation>Changing...</translation>
    </message>
    <message>
        <source>口令已修改，下次登录起用新口令。</source>
        <translation>Password changed; use the new one from the next sign-in.</translation>
    </message>
</context>
<context>
    <name>SettingsView</name>
    <message>
        <source>设置</source>
        <translation>Settings</translation>
    </message>
    <message>
        <source>函件</source>
        <translation>Letters</translation>
    </message>
    <message>
        <source>保存</source>
        <translation>Save</translation>
    </message>
    <message>
        <source>界面（只对这台电脑）</source>
        <translation>Window (this computer only)</translation>
    </message>
    <message>
        <source>深色界面(&amp;D)</source>
        <translation>&amp;Dark window</translation>
    </message>
    <message>
        <source>大字(&amp;B)</source>
        <translation>&amp;Large text</translation>
    </message>
    <message>
        <source>关于</source>
        <translation>About</translation>
    </message>
    <message>
        <source>使用范围</source>
        <translation>Scope of use</translation>
    </message>
    <message>
        <source>加密能防什么，不能防什么</source>
        <translation>What encryption protects against, and what not</translation>
    </message>
    <message>
        <source>● 有未保存的修改</source>
        <translation>● Unsaved changes</translation>
    </message>
    <message>
        <source>能防什么、不能防什么，逐项说明（F1）</source>
        <translation>What it protects against and what not, item by item (F1)</translation>
    </message>
</context>
<context>
    <name>Side</name>
    <message>
        <source>或某日，如{0}</source>
        <translation>or a day, e.g. {0}</translation>
    </message>
    <message>
        <source>{0}：某日</source>
        <translation>{0}: day</translation>
    </message>
    <message>
        <source>日期应如 {0}</source>
        <translation>A date is written like {0}</translation>
    </message>
</context>
<context>
    <name>SignInView</name>
    <message>
        <source>干部监督工作台</source>
        <translation>Cadre Supervision Desk</translation>
    </message>
    <message>
        <source>新建保险库</source>
        <translation>New vault</translation>
    </message>
    <message>
        <source>登录保险库</source>
        <translation>Sign in to the vault</translation>
    </message>
    <message>
        <source>经办人</source>
        <translation>Officer</translation>
    </message>
    <message>
        <source>口令</source>
        <translation>Password</translation>
    </message>
    <message>
        <source>至少10位，不全是数字，不含姓名</source>
        <translation>At least 10 characters, not only digits, without the name</translation>
    </message>
    <message>
        <source>再输一次</source>
        <translation>Repeat</translation>
    </message>
    <message>
        <source>位置：{0}</source>
        <translation>Place: {0}</translation>
    </message>
    <message>
        <source>换一个保险库…</source>
        <translation>Another vault...</translation>
    </message>
    <message>
        <source>建立并进入</source>
        <translation>Create and enter</translation>
    </message>
    <message>
        <source>登录</source>
        <translation>Sign in</translation>
    </message>
    <message>
        <source>请填写经办人和口令</source>
        <translation>Please enter officer and password</translation>
    </message>
    <message>
        <source>两次输入的口令不一致，请重新输入</source>
        <translation>The two passwords differ, please enter them again</translation>
    </message>
    <message>
        <source>停止</source>
        <translation>Stop</translation>
    </message>
    <message>
        <source>从备份恢复…</source>
        <translation>Restore a backup...</translation>
    </message>
</context>
<context>
    <name>SplitPage</name>
    <message>
        <source>三员分设</source>
        <translation>Three administrators</translation>
    </message>
    <message>
        <source>启用三员…</source>
        <translation>Split administration...</translation>
    </message>
    <message>
        <source>还缺：{0}</source>
        <translation>Still missing: {0}</translation>
    </message>
    <message>
        <source>三名管理员都已就绪。</source>
        <translation>All three administrators are ready.</translation>
    </message>
    <message>
        <source>已启用三员：系统管理员建立和停用账号、管备份，安全保密管理员授权、收回密钥、改安全策略，安全审计员看审计。三人都看不到业务数据；负责人与科长权限相同，不再办理管理事项。</source>
        <translation>Administration is split: the system administrator makes and closes accounts and looks after backups, the security administrator authorises, takes keys back and changes the policy, the security auditor sees the audit. None of them sees business data; the officer in charge has the rights of a section chief and administers no more.</translation>
    </message>
    <message>
        <source>现在由负责人兼办全部管理事项。本单位要求三员分立的，在这里启用：三人各一个账号，由本人登录改过口令，都显示“已就绪”后再启用。启用后不能退回，负责人不再能建账号、改安全策略、看审计。</source>
        <translation>Now the officer in charge does all administration. Where the office requires three separate administrators, split it here: each has an account and has changed the first password; when all are &quot;ready&quot;, make the step. There is no way back; the officer in charge can then no longer make accounts, change the policy or see the audit.</translation>
    </message>
    <message>
        <source>建立账号…</source>
        <translation>Make account...</translation>
    </message>
    <message>
        <source>查看</source>
        <translation>Show</translation>
    </message>
</context>
<context>
    <name>Start</name>
    <message>
        <source>选择保险库文件夹</source>
        <extracomment>the usual 5 ms for its turn, a page half a second</extracomment>
        <translation>Choose the folder of the vault</translation>
    </message>
    <message>
        <source>正在打开保险库……</source>
        <translation>Opening the vault...</translation>
    </message>
    <message>
        <source>锁定前开始的事项还在办理，办完即可登录……</source>
        <translation>What was begun before the lock is still under way; you can sign in when it is done...</translation>
    </message>
    <message>
        <source>没有保存的内容已加密存放，登录后恢复。</source>
        <translation> Unsaved edits are kept encrypted and come back when you sign in.</translation>
    </message>
    <message>
        <source>因一段时间没有操作，已自动锁定。</source>
        <translation>Locked because nothing was done for a while.</translation>
    </message>
    <message>
        <source>电脑屏幕已锁定，保险库已一同锁定。</source>
        <translation>The screen was locked, and the vault with it.</translation>
    </message>
    <message>
        <source>电脑进入睡眠，保险库已锁定。</source>
        <translation>The computer went to sleep; the vault was locked.</translation>
    </message>
    <message>
        <source>系统会话结束，保险库已锁定。</source>
        <translation>The session ended; the vault was locked.</translation>
    </message>
    <message>
        <source>已锁定。</source>
        <translation>Locked.</translation>
    </message>
</context>
<context>
    <name>StepStrip</name>
    <message>
        <source>日期</source>
        <translation>Date</translation>
    </message>
    <message>
        <source>说明</source>
        <translation>Note</translation>
    </message>
    <message>
        <source>确定</source>
        <translation>OK</translation>
    </message>
    <message>
        <source>取消</source>
        <translation>Cancel</translation>
    </message>
    <message>
        <source>审批人（{0}）和审批意见</source>
        <translation>Approver ({0}) and opinion</translation>
    </message>
    <message>
        <source>说明（可不填）</source>
        <translation>Note (optional)</translation>
    </message>
</context>
<context>
    <name>Ticks</name>
    <message>
        <source>有</source>
        <translation>Yes</translation>
    </message>
    <message>
        <source>无</source>
        <translation>None</translation>
    </message>
</context>
<context>
    <name>UnsettledPage</name>
    <message>
        <source>没有需要人工对应的反馈。姓名写法不同、只有姓名没有号码的，会列在这里。</source>
        <translation>No feedback has to be assigned by hand. Names in another spelling, or without a number, are listed here.</translation>
    </message>
    <message>
        <source>需人工对应的反馈</source>
        <translation>Feedback to be assigned by hand</translation>
    </message>
    <message>
        <source>对应为(&amp;A)</source>
        <translation>&amp;Assign to</translation>
    </message>
    <message>
        <source>依据：凭什么认为是（或不是）这个人、这一件</source>
        <translation>Grounds: why it is (or is not) this person and this item</translation>
    </message>
    <message>
        <source>对应的依据</source>
        <translation>Grounds of the assignment</translation>
    </message>
    <message>
        <source>确定对应</source>
        <translation>Assign</translation>
    </message>
    <message>
        <source>已对应</source>
        <translation>assigned</translation>
    </message>
    <message>
        <source>待对应</source>
        <translation>to be assigned</translation>
    </message>
    <message>
        <source>{0}，但不是以上任何一件（没有报告）</source>
        <translation>{0}, but none of the items above (not declared)</translation>
    </message>
    <message>
        <source>都不是（与被查核人无关）</source>
        <translation>None of them (does not concern anybody under check)</translation>
    </message>
    <message>
        <source>请选择</source>
        <translation>Please choose</translation>
    </message>
    <message>
        <source>非被查核人</source>
        <translation>not under check</translation>
    </message>
    <message>
        <source>姓名和号码都不是本批次被查核人或其家庭成员的，不参加比对，请核对是否查错了人。</source>
        <translation>Neither name nor number is of anybody under check in this batch or of the family: not compared. Please check whether the wrong person was asked for.</translation>
    </message>
</context>
<context>
    <name>VerificationController</name>
    <message>
        <source>共{0}处，整个文件没有导入：</source>
        <translation>{0} faults; the whole file was not imported:</translation>
    </message>
    <message>
        <source>名单已固定，摘要 {0}</source>
        <translation>The list is fixed, digest {0}</translation>
    </message>
    <message>
        <source>抽取</source>
        <translation>Draw</translation>
    </message>
    <message>
        <source>抽中{0}人。请打印凭证，由两名见证人签名。</source>
        <translation>{0} persons drawn. Please print the certificate and have both witnesses sign it.</translation>
    </message>
    <message>
        <source>选择反馈工作簿</source>
        <translation>Choose feedback workbooks</translation>
    </message>
    <message>
        <source>正在导入反馈</source>
        <translation>Importing feedback</translation>
    </message>
    <message>
        <source>正在比对</source>
        <translation>Comparing</translation>
    </message>
    <message>
        <source>批次已办结</source>
        <translation>Batch closed</translation>
    </message>
    <message>
        <source>已记住这次对应，以后同样的反馈不再询问。请重新比对。</source>
        <translation>Remembered: the same feedback will not be asked about again. Please compare again.</translation>
    </message>
    <message>
        <source>打印抽取凭证…</source>
        <translation>Print certificate of the draw...</translation>
    </message>
    <message>
        <source>抽取凭证存为PDF…</source>
        <translation>Save certificate as PDF...</translation>
    </message>
    <message>
        <source>写出凭证文件…</source>
        <translation>Write certificate file...</translation>
    </message>
    <message>
        <source>打印情况汇总表…</source>
        <translation>Print summary...</translation>
    </message>
    <message>
        <source>情况汇总表存为PDF…</source>
        <translation>Save summary as PDF...</translation>
    </message>
    <message>
        <source>反馈表空白模板…</source>
        <translation>Blank feedback template...</translation>
    </message>
    <message>
        <source>作废批次…</source>
        <translation>Void batch...</translation>
    </message>
    <message>
        <source>{0}抽取凭证文件</source>
        <translation>{0} certificate file</translation>
    </message>
    <message>
        <source>写出凭证文件</source>
        <translation>Write certificate file</translation>
    </message>
    <message>
        <source>已写出“{0}”，任何人都可以据此重算。登记号 {1}</source>
        <translation>Written &quot;{0}&quot;; anybody can recompute the draw from it. Register number {1}</translation>
    </message>
    <message>
        <source>查询反馈（空白模板）.xlsx</source>
        <translation>Registry feedback (blank).xlsx</translation>
    </message>
    <message>
        <source>另存为</source>
        <translation>Save as</translation>
    </message>
    <message>
        <source>Excel 工作簿 (*.xlsx)</source>
        <translation>Excel workbook (*.xlsx)</translation>
    </message>
    <message>
        <source>空白模板已写出：{0}</source>
        <translation>Blank template written: {0}</translation>
    </message>
    <message>
        <source>作废后不能再办理；已经做的记录都保留。</source>
        <translation>A void batch cannot be continued; everything that was done stays on record.</translation>
    </message>
    <message>
        <source>作废批次</source>
        <translation>Void batch</translation>
    </message>
    <message>
        <source>作废</source>
        <translation>Void</translation>
    </message>
    <message>
        <source>批次已作废</source>
        <translation>Batch voided</translation>
    </message>
</context>
<context>
    <name>VerificationView</name>
    <message>
        <source>还没有查核批次。按“新建批次…”确定查核谁：
随机抽查先固定名单、由两名见证人各说一个数再抽取；
重点抽查、凡提必核直接列出人员。然后导入有关部门的反馈，比对，请本人说明，再认定。</source>
        <translation>No verification batch yet. Press &quot;New batch...&quot; to say who is checked:
a random check first fixes the list, then two witnesses each name a number, then it is drawn;
other kinds list the persons at once. Then import the feedback of registries, compare, ask for explanations, determine.</translation>
    </message>
    <message>
        <source>查核</source>
        <translation>Verification</translation>
    </message>
    <message>
        <source>查核批次</source>
        <translation>Verification batch</translation>
    </message>
    <message>
        <source>新建批次…</source>
        <translation>New batch...</translation>
    </message>
    <message>
        <source>固定名单…</source>
        <translation>Fix list...</translation>
    </message>
    <message>
        <source>打印名单…</source>
        <translation>Print list...</translation>
    </message>
    <message>
        <source>名单存为PDF…</source>
        <translation>Save list as PDF...</translation>
    </message>
    <message>
        <source>抽取…</source>
        <translation>Draw...</translation>
    </message>
    <message>
        <source>导入反馈…</source>
        <translation>Import feedback...</translation>
    </message>
    <message>
        <source>比对</source>
        <translation>Compare</translation>
    </message>
    <message>
        <source>办结批次</source>
        <translation>Close batch</translation>
    </message>
    <message>
        <source>更多</source>
        <translation>More</translation>
    </message>
    <message>
        <source>未办结</source>
        <translation>Open</translation>
    </message>
    <message>
        <source>已办结</source>
        <translation>Closed</translation>
    </message>
    <message>
        <source>还没有被查核人。随机抽查在抽取以后列出。</source>
        <translation>Nobody yet. In a random check persons are listed after the draw.</translation>
    </message>
    <message>
        <source>状态</source>
        <translation>State</translation>
    </message>
    <message>
        <source>没有不一致，或还没有比对。导入反馈后按“比对”。</source>
        <translation>No discrepancies, or not compared yet. Press &quot;Compare&quot; after importing feedback.</translation>
    </message>
    <message>
        <source>比对结果</source>
        <translation>Result</translation>
    </message>
    <message>
        <source>报告项</source>
        <translation>Section</translation>
    </message>
    <message>
        <source>被查核人</source>
        <translation>Persons</translation>
    </message>
    <message>
        <source>不一致</source>
        <translation>Discrepancies</translation>
    </message>
    <message>
        <source>需人工对应</source>
        <translation>To be assigned</translation>
    </message>
    <message>
        <source>需人工对应（{0}）</source>
        <translation>To be assigned ({0})</translation>
    </message>
</context>
<context>
    <name>WaitingView</name>
    <message>
        <source>我的账号</source>
        <translation>My account</translation>
    </message>
    <message>
        <source>您的账号还没有经过授权。请安全保密管理员（未启用三员时请负责人）授权后，再重新登录。</source>
        <translation>Your account is not authorised yet. Ask the security administrator (before the split, the officer in charge) and sign in again afterwards.</translation>
    </message>
    <message>
        <source>您是管理员，不持有业务数据的密钥，看不到干部数据。左边是您可以办理的事项。</source>
        <translation>You are an administrator and hold no key of the business data. What you can do is at the left.</translation>
    </message>
    <message>
        <source>口令已改好。还差一步：请持有密钥的人（科长、部领导或负责人）在“账号”中给您发放密钥，当面核对下面的指纹。发放后重新登录即可办理业务。</source>
        <translation>Your password is set. One step is left: ask somebody who holds the key (section chief, leader or officer in charge) to give it to you under &quot;Accounts&quot; and to compare the fingerprint below with you. Sign in again afterwards to work.</translation>
    </message>
    <message>
        <source>姓名</source>
        <translation>Name</translation>
    </message>
    <message>
        <source>岗位</source>
        <translation>Role</translation>
    </message>
    <message>
        <source>职责</source>
        <translation>Duties</translation>
    </message>
    <message>
        <source>公钥指纹</source>
        <translation>Fingerprint of the public key</translation>
    </message>
    <message>
        <source>口令设置日期</source>
        <translation>Password set on</translation>
    </message>
</context>
<context>
    <name>Who</name>
    <message>
        <source>姓名</source>
        <translation>Name</translation>
    </message>
    <message>
        <source>口令</source>
        <translation>Password</translation>
    </message>
    <message>
        <source>理由</source>
        <translation>Reason</translation>
    </message>
    <message>
        <source>上一步</source>
        <translation>Back</translation>
    </message>
</context>
<context>
    <name>_Brake</name>
    <message>
        <source>睡眠前锁定保险库</source>
        <extracomment>service (its interface is called the same), path, signal, slot</extracomment>
        <translation>Lock the vault before sleep</translation>
    </message>
</context>
<context>
    <name>administration</name>
    <message>
        <source>帮助</source>
        <translation>Help</translation>
    </message>
    <message>
        <source>我的账号</source>
        <translation>My account</translation>
    </message>
    <message>
        <source>账号</source>
        <translation>Accounts</translation>
    </message>
    <message>
        <source>审计</source>
        <translation>Audit</translation>
    </message>
    <message>
        <source>备份</source>
        <translation>Backups</translation>
    </message>
    <message>
        <source>安全策略</source>
        <translation>Security policy</translation>
    </message>
</context>
<context>
    <name>audit</name>
    <message>
        <source>业务操作记录第{0}条的副本，不含内容</source>
        <translation>Copy of business record {0}, without its content</translation>
    </message>
    <message>
        <source>序号</source>
        <translation>No.</translation>
    </message>
    <message>
        <source>时间</source>
        <translation>Time</translation>
    </message>
    <message>
        <source>人员</source>
        <translation>Officer</translation>
    </message>
    <message>
        <source>岗位</source>
        <translation>Role</translation>
    </message>
    <message>
        <source>事项</source>
        <translation>Action</translation>
    </message>
    <message>
        <source>结果</source>
        <translation>Result</translation>
    </message>
    <message>
        <source>对象</source>
        <translation>Subject</translation>
    </message>
    <message>
        <source>说明</source>
        <translation>Detail</translation>
    </message>
</context>
<context>
    <name>columns</name>
    <message>
        <source>姓名</source>
        <translation>Name</translation>
    </message>
    <message>
        <source>待核实</source>
        <translation>To verify</translation>
    </message>
    <message>
        <source>单位</source>
        <translation>Unit</translation>
    </message>
    <message>
        <source>现任职务</source>
        <translation>Current post</translation>
    </message>
    <message>
        <source>职务层次</source>
        <translation>Post level</translation>
    </message>
    <message>
        <source>职级</source>
        <translation>Rank</translation>
    </message>
    <message>
        <source>性别</source>
        <translation>Sex</translation>
    </message>
    <message>
        <source>出生年月</source>
        <translation>Born</translation>
    </message>
    <message>
        <source>报告对象</source>
        <translation>Declarant</translation>
    </message>
    <message>
        <source>在职状态</source>
        <translation>Service status</translation>
    </message>
    <message>
        <source>身份证号</source>
        <translation>ID number</translation>
    </message>
    <message>
        <source>称谓</source>
        <translation>Relation</translation>
    </message>
    <message>
        <source>工作单位</source>
        <translation>Employer</translation>
    </message>
    <message>
        <source>职务</source>
        <translation>Post</translation>
    </message>
    <message>
        <source>任职时间</source>
        <translation>From</translation>
    </message>
    <message>
        <source>免职时间</source>
        <translation>Until</translation>
    </message>
    <message>
        <source>层次</source>
        <translation>Level</translation>
    </message>
    <message>
        <source>任用方式</source>
        <translation>Appointment type</translation>
    </message>
    <message>
        <source>占职数</source>
        <translation>Uses quota</translation>
    </message>
    <message>
        <source>年度</source>
        <translation>Year</translation>
    </message>
    <message>
        <source>报告类型</source>
        <translation>Type</translation>
    </message>
    <message>
        <source>收到日期</source>
        <translation>Received</translation>
    </message>
    <message>
        <source>填报行</source>
        <translation>Entries</translation>
    </message>
    <message>
        <source>报告项</source>
        <translation>Section</translation>
    </message>
    <message>
        <source>内容</source>
        <translation>Content</translation>
    </message>
    <message>
        <source>决定日期</source>
        <translation>Decided</translation>
    </message>
    <message>
        <source>种类</source>
        <translation>Kind</translation>
    </message>
    <message>
        <source>影响期至</source>
        <translation>Influence until</translation>
    </message>
    <message>
        <source>送达</source>
        <translation>Served</translation>
    </message>
    <message>
        <source>回复</source>
        <translation>Replied</translation>
    </message>
    <message>
        <source>跟踪了解</source>
        <translation>Follow-up</translation>
    </message>
    <message>
        <source>文号</source>
        <translation>Letter number</translation>
    </message>
    <message>
        <source>状态</source>
        <translation>Status</translation>
    </message>
    <message>
        <source>成文日期</source>
        <translation>Dated</translation>
    </message>
    <message>
        <source>程度</source>
        <extracomment>how sure the pack is of an article</extracomment>
        <translation>Severity</translation>
    </message>
    <message>
        <source>规则</source>
        <translation>Rule</translation>
    </message>
    <message>
        <source>专项</source>
        <translation>Campaign</translation>
    </message>
    <message>
        <source>编号</source>
        <extracomment>fields that are written in sentences, in every campaign</extracomment>
        <translation>Number</translation>
    </message>
    <message>
        <source>类别</source>
        <translation>Category</translation>
    </message>
    <message>
        <source>被反映人</source>
        <translation>Reported</translation>
    </message>
    <message>
        <source>受理日期</source>
        <translation>Accepted</translation>
    </message>
    <message>
        <source>日期</source>
        <translation>Date</translation>
    </message>
    <message>
        <source>事项</source>
        <translation>Matter</translation>
    </message>
    <message>
        <source>干部</source>
        <translation>Cadre</translation>
    </message>
    <message>
        <source>报告年度</source>
        <translation>Year</translation>
    </message>
    <message>
        <source>第几份</source>
        <translation>No.</translation>
    </message>
    <message>
        <source>填报日期</source>
        <translation>Signed</translation>
    </message>
    <message>
        <source>对象</source>
        <translation>Subject</translation>
    </message>
    <message>
        <source>发现日期</source>
        <translation>Found on</translation>
    </message>
    <message>
        <source>出处</source>
        <translation>Source</translation>
    </message>
    <message>
        <source>项目</source>
        <translation>Item</translation>
    </message>
    <message>
        <source>时间</source>
        <translation>Time</translation>
    </message>
    <message>
        <source>经办人</source>
        <translation>Officer</translation>
    </message>
    <message>
        <source>处置结果</source>
        <translation>Result</translation>
    </message>
    <message>
        <source>理由</source>
        <translation>Reason</translation>
    </message>
    <message>
        <source>文件</source>
        <translation>File</translation>
    </message>
    <message>
        <source>结果</source>
        <translation>Result</translation>
    </message>
    <message>
        <source>工作表</source>
        <translation>Sheet</translation>
    </message>
    <message>
        <source>单元格</source>
        <translation>Cell</translation>
    </message>
    <message>
        <source>错在哪里</source>
        <translation>What is wrong</translation>
    </message>
    <message>
        <source>应当怎样</source>
        <translation>What is expected</translation>
    </message>
    <message>
        <source>回复期限</source>
        <translation>Reply due</translation>
    </message>
    <message>
        <source>改正情况</source>
        <translation>Correction</translation>
    </message>
    <message>
        <source>新增</source>
        <translation>Added</translation>
    </message>
    <message>
        <source>变更</source>
        <translation>Changed</translation>
    </message>
    <message>
        <source>未变</source>
        <translation>Unchanged</translation>
    </message>
    <message>
        <source>说明</source>
        <translation>Note</translation>
    </message>
    <message>
        <source>拟稿日期</source>
        <translation>Drafted</translation>
    </message>
    <message>
        <source>办理经过</source>
        <translation>Steps taken</translation>
    </message>
    <message>
        <source>机构规格</source>
        <translation>Unit grade</translation>
    </message>
    <message>
        <source>核定</source>
        <translation>Appr.</translation>
    </message>
    <message>
        <source>实配</source>
        <translation>Act.</translation>
    </message>
    <message>
        <source>空缺/超配</source>
        <translation>Vacant/over</translation>
    </message>
    <message>
        <source>序号</source>
        <translation>No.</translation>
    </message>
    <message>
        <source>人员</source>
        <translation>Officer</translation>
    </message>
    <message>
        <source>岗位</source>
        <translation>Role</translation>
    </message>
    <message>
        <source>备份时间</source>
        <translation>Backup of</translation>
    </message>
    <message>
        <source>检验</source>
        <translation>Check</translation>
    </message>
    <message>
        <source>与现在相比</source>
        <translation>Against now</translation>
    </message>
    <message>
        <source>大小</source>
        <translation>Size</translation>
    </message>
    <message>
        <source>备份原因</source>
        <translation>Why</translation>
    </message>
    <message>
        <source>业务密钥</source>
        <translation>Data key</translation>
    </message>
    <message>
        <source>口令设置日期</source>
        <translation>Password set on</translation>
    </message>
    <message>
        <source>改动</source>
        <translation>Change</translation>
    </message>
    <message>
        <source>理由或出处</source>
        <translation>Reason or source</translation>
    </message>
    <message>
        <source>原来</source>
        <translation>Before</translation>
    </message>
    <message>
        <source>改为</source>
        <translation>After</translation>
    </message>
    <message>
        <source>批次</source>
        <translation>Batch</translation>
    </message>
    <message>
        <source>撤销</source>
        <translation>Undone</translation>
    </message>
    <message>
        <source>后来的改动，请先处理</source>
        <translation>Later changes, to be dealt with first</translation>
    </message>
    <message>
        <source>删除时间</source>
        <translation>Deleted</translation>
    </message>
    <message>
        <source>行数</source>
        <translation>Rows</translation>
    </message>
    <message>
        <source>去向</source>
        <translation>What became of it</translation>
    </message>
    <message>
        <source>登记号</source>
        <translation>Number</translation>
    </message>
    <message>
        <source>方式</source>
        <translation>How</translation>
    </message>
    <message>
        <source>密级</source>
        <translation>Classification</translation>
    </message>
    <message>
        <source>数量</source>
        <translation>Count</translation>
    </message>
    <message>
        <source>用途</source>
        <translation>Purpose</translation>
    </message>
    <message>
        <source>标记</source>
        <translation>Mark</translation>
    </message>
    <message>
        <source>事由</source>
        <translation>Subject</translation>
    </message>
    <message>
        <source>金额（万元）</source>
        <translation>Amount (10 000 yuan)</translation>
    </message>
    <message>
        <source>依据</source>
        <translation>Basis</translation>
    </message>
    <message>
        <source>填报情形</source>
        <translation>Change</translation>
    </message>
    <message>
        <source>未保存的内容</source>
        <translation>Unsaved edits</translation>
    </message>
    <message>
        <source>上次报告后持有</source>
        <translation>Held after the last declaration</translation>
    </message>
    <message>
        <source>核对</source>
        <translation>Check</translation>
    </message>
    <message>
        <source>序</source>
        <extracomment>which buttons a batch in that state has</extracomment>
        <translation>No.</translation>
    </message>
    <message>
        <source>不一致</source>
        <translation>Discrepancies</translation>
    </message>
    <message>
        <source>认定</source>
        <translation>Determination</translation>
    </message>
    <message>
        <source>一致</source>
        <translation>Same</translation>
    </message>
    <message>
        <source>反馈中没有</source>
        <translation>Not in feedback</translation>
    </message>
    <message>
        <source>请说明</source>
        <translation>Asked</translation>
    </message>
    <message>
        <source>收到说明</source>
        <translation>Received</translation>
    </message>
    <message>
        <source>比对结果</source>
        <translation>Result</translation>
    </message>
    <message>
        <source>对应</source>
        <translation>Assigned</translation>
    </message>
    <message>
        <source>反馈内容</source>
        <translation>Feedback</translation>
    </message>
    <message>
        <source>应报期限</source>
        <translation>Due</translation>
    </message>
    <message>
        <source>查看人</source>
        <translation>Viewed by</translation>
    </message>
    <message>
        <source>报告人</source>
        <translation>Cadre</translation>
    </message>
    <message>
        <source>查看的报告</source>
        <translation>What was viewed</translation>
    </message>
    <message>
        <source>批准人</source>
        <translation>Approved by</translation>
    </message>
    <message>
        <source>等待说明至</source>
        <translation>Awaited until</translation>
    </message>
</context>
<context>
    <name>deeds</name>
    <message>
        <source>更多</source>
        <extracomment>asks the history of Windows, its cloud, and the clipboard managers of Windows and Linux to leave it out</extracomment>
        <translation>More</translation>
    </message>
    <message>
        <source>历史</source>
        <translation>History</translation>
    </message>
    <message>
        <source>删除…</source>
        <translation>Delete...</translation>
    </message>
    <message>
        <source>删除{0}</source>
        <translation>Delete: {0}</translation>
    </message>
    <message>
        <source>不能删除“{0}”：{1}</source>
        <translation>&quot;{0}&quot; cannot be deleted: {1}</translation>
    </message>
    <message>
        <source>删除</source>
        <translation>Delete</translation>
    </message>
    <message>
        <source>请写明理由</source>
        <translation>Please state the reason</translation>
    </message>
    <message>
        <source>理由</source>
        <translation>Reason</translation>
    </message>
    <message>
        <source>依据什么删除，随记录保存</source>
        <translation>On what grounds; kept with the record</translation>
    </message>
    <message>
        <source>{0}{1}行</source>
        <translation>{0}: {1} rows</translation>
    </message>
    <message>
        <source>将把“{0}”放入回收站，共：{1}。以后可在“回收站”中恢复。</source>
        <translation>&quot;{0}&quot; will go into the recycle bin, in all: {1}. It can be restored there.</translation>
    </message>
</context>
<context>
    <name>dialogs</name>
    <message>
        <source>取消</source>
        <translation>Cancel</translation>
    </message>
    <message>
        <source>知道了</source>
        <translation>OK</translation>
    </message>
</context>
<context>
    <name>filing</name>
    <message>
        <source>第{0}行</source>
        <translation>row {0}</translation>
    </message>
    <message>
        <source>未填</source>
        <translation>not filled in</translation>
    </message>
    <message>
        <source>未涉及</source>
        <translation>does not apply</translation>
    </message>
    <message>
        <source>有问题 {0}处</source>
        <translation>{0} problems</translation>
    </message>
    <message>
        <source>{0}行</source>
        <translation>{0} rows</translation>
    </message>
    <message>
        <source>&#x3000;请核对 {0}处</source>
        <translation>&#x3000;{0} to check</translation>
    </message>
    <message>
        <source>已填</source>
        <translation>filled in</translation>
    </message>
</context>
<context>
    <name>gallery</name>
    <message>
        <source>请先更换口令。</source>
        <extracomment>what is opened on each screen before it is drawn: list, and which record of it</extracomment>
        <translation>Please change the password first.</translation>
    </message>
</context>
<context>
    <name>generations</name>
    <message>
        <source>未检验</source>
        <translation>not checked</translation>
    </message>
    <message>
        <source>检验中……</source>
        <translation>checking...</translation>
    </message>
    <message>
        <source>完好</source>
        <translation>whole</translation>
    </message>
    <message>
        <source>损坏</source>
        <translation>damaged</translation>
    </message>
    <message>
        <source>不详</source>
        <translation>not known</translation>
    </message>
    <message>
        <source>缺少{0}项操作</source>
        <translation>{0} operations missing</translation>
    </message>
    <message>
        <source>不缺</source>
        <translation>nothing missing</translation>
    </message>
</context>
<context>
    <name>handing</name>
    <message>
        <source>交接</source>
        <translation>Hand-over</translation>
    </message>
    <message>
        <source>这名干部在各台账中的内容</source>
        <translation>Everything the ledgers hold on this cadre</translation>
    </message>
    <message>
        <source>写到哪个文件夹</source>
        <translation>Folder to write to</translation>
    </message>
    <message>
        <source>已写出{0}个工作簿，共{1}行，登记号 {2}。对方按文件名中的序号依次导入。</source>
        <translation>{0} workbooks written, {1} rows, register numbers {2}. They are imported in the order of the numbers in their names.</translation>
    </message>
</context>
<context>
    <name>help</name>
    <message>
        <source>能防</source>
        <translation>Yes</translation>
    </message>
    <message>
        <source>部分</source>
        <translation>Partly</translation>
    </message>
    <message>
        <source>不能防</source>
        <translation>No</translation>
    </message>
    <message>
        <source>关机的电脑、硬盘、备份盘丢失或被盗</source>
        <translation>Loss or theft of a computer that is off, of a disk or of a backup</translation>
    </message>
    <message>
        <source>没有口令读不出内容。强度取决于所有账号中最弱的一个口令：密钥文件被复制后，可以不限次数地试猜。</source>
        <translation>Nothing can be read without a password. The weakest password of all accounts decides how strong this is: with a copied key file one can guess without limit.</translation>
    </message>
    <message>
        <source>口令要长，不用常见口令；备份盘与电脑分开存放。</source>
        <translation>Use long passwords that are not common; keep backups apart from the computer.</translation>
    </message>
    <message>
        <source>有人走到没人的座位前</source>
        <translation>A visitor at an unattended desk</translation>
    </message>
    <message>
        <source>锁定以后能防，锁定以前不能防。</source>
        <translation>Yes once it is locked, not before.</translation>
    </message>
    <message>
        <source>离开座位按 Ctrl+L；自动锁定的时间在“安全策略”中设置。</source>
        <translation>Press Ctrl+L on leaving; the time of the automatic lock is set in &quot;Security policy&quot;.</translation>
    </message>
    <message>
        <source>经办人通过本程序越权查看、办理</source>
        <translation>An officer who goes beyond his rights through this program</translation>
    </message>
    <message>
        <source>按岗位权限和回避名单拒绝，并记入审计。</source>
        <translation>Refused by role and by the list of persons to keep away from, and recorded.</translation>
    </message>
    <message>
        <source>登记回避人员；安全审计员定期查看审计。</source>
        <translation>Record whom officers keep away from; the auditor looks at the audit regularly.</translation>
    </message>
    <message>
        <source>同一经办人用别的工具和自己的密钥读库</source>
        <translation>The same officer with other tools and his own key</translation>
    </message>
    <message>
        <source>能打开业务库的人，就能解开库中的全部内容。同一个库里不能再按科室、按案件加密分隔。</source>
        <translation>Who can open the business database can decrypt all of it. Sections or cases cannot be kept apart by encryption inside one vault.</translation>
    </message>
    <message>
        <source>需要分隔的，分建几个保险库；控制电脑上能安装的软件。</source>
        <translation>Use several vaults where things have to be apart; control which software can be installed.</translation>
    </message>
    <message>
        <source>系统管理员、安全保密管理员、安全审计员看业务数据</source>
        <translation>Administrators and the auditor reading business data</translation>
    </message>
    <message>
        <source>三名管理员没有业务数据的密钥，打不开业务库。</source>
        <translation>The three hold no key of the business data and cannot open it.</translation>
    </message>
    <message>
        <source>不要让管理员同时担任业务岗位，也不要把口令告诉他们。</source>
        <translation>Do not give administrators a business role as well, nor tell them passwords.</translation>
    </message>
    <message>
        <source>改写过去的操作记录</source>
        <translation>Rewriting past records</translation>
    </message>
    <message>
        <source>核验能发现改写。如果改写的人同时有旧备份和当时的口令，而外面又没有留下任何凭据（打印的摘要、另存的备份），则发现不了。</source>
        <translation>Verifying finds it, unless the attacker also holds an old backup and a password of that time and there is no witness outside (a printed digest, a backup elsewhere).</translation>
    </message>
    <message>
        <source>定期核验；备份另存他处；打印的文件妥善保管。</source>
        <translation>Verify regularly; keep backups elsewhere and printed papers safe.</translation>
    </message>
    <message>
        <source>放回旧文件，或截去最近的记录</source>
        <translation>Putting old files back, or cutting the newest records</translation>
    </message>
    <message>
        <source>保险库文件夹和本机用户文件夹各有一份“锚”，两份没有一同被换掉时能发现，否则不能。</source>
        <translation>An &quot;anchor&quot; lies in the folder of the vault and in that of the user on this computer; it is found unless both were exchanged together.</translation>
    </message>
    <message>
        <source>备份另存他处，由不同的人保管。</source>
        <translation>Keep backups elsewhere, with different persons.</translation>
    </message>
    <message>
        <source>全部删除、硬盘损坏</source>
        <translation>Deletion of everything, a broken disk</translation>
    </message>
    <message>
        <source>程序不能阻止删除。同一硬盘上的备份会一起丢失。</source>
        <translation>The program cannot prevent it. Backups on the same disk are lost with it.</translation>
    </message>
    <message>
        <source>按提醒把备份复制到其他介质，放在别处。</source>
        <translation>Copy backups to another medium when reminded and keep it elsewhere.</translation>
    </message>
    <message>
        <source>操作系统管理员、木马、键盘记录、远程控制</source>
        <translation>Administrators of the system, malware, keyloggers, remote control</translation>
    </message>
    <message>
        <source>控制了电脑的人或程序，可以看到屏幕、键盘和内存中的一切。</source>
        <translation>Who controls the computer sees screen, keyboard and memory.</translation>
    </message>
    <message>
        <source>专机专用，不联网，不插来历不明的移动介质。</source>
        <translation>Use the computer for nothing else, without network and unknown media.</translation>
    </message>
    <message>
        <source>直接读内存的设备、冷启动、偷拍、电磁泄漏</source>
        <translation>Devices that read memory, cold boot, cameras, emanations</translation>
    </message>
    <message>
        <source>软件防不了。</source>
        <translation>No software can prevent that.</translation>
    </message>
    <message>
        <source>由本单位的场所和设备管理解决。</source>
        <translation>It is a matter of rooms and equipment.</translation>
    </message>
    <message>
        <source>内存、剪贴板、打印缓存、交换文件、休眠文件中的残留</source>
        <translation>What is left in memory, clipboard, print queue, swap and hibernation file</translation>
    </message>
    <message>
        <source>锁定时清除密钥和剪贴板，但文字、字体缓存、打印队列中可能还有内容，只是减少，没有排除。</source>
        <translation>Keys and clipboard are cleared on locking, but texts, font caches and print queues may still hold something: it is reduced, not excluded.</translation>
    </message>
    <message>
        <source>启用整盘加密，关闭休眠和交换文件；锁定后再离开。</source>
        <translation>Use full-disk encryption, switch hibernation and swap off; lock before leaving.</translation>
    </message>
    <message>
        <source>固态硬盘上删除后的残留、旧备份、纸件</source>
        <translation>What is left on solid-state disks, old backups, paper</translation>
    </message>
    <message>
        <source>固态硬盘不能保证擦除。旧备份仍能用当时的口令打开，打印出来的纸没有加密。</source>
        <translation>Such disks cannot be wiped for certain. Old backups open with the passwords of their time; paper is not encrypted.</translation>
    </message>
    <message>
        <source>报废硬盘物理销毁；旧备份、纸件按规定清理。</source>
        <translation>Destroy old disks; clear away old backups and papers by the rules.</translation>
    </message>
    <message>
        <source>口令都忘记，恢复密钥也丢失</source>
        <translation>All passwords forgotten and the recovery key lost</translation>
    </message>
    <message>
        <source>数据无法找回，谁也没有后门。这是有意如此。</source>
        <translation>The data is gone; nobody has a back door. That is intended.</translation>
    </message>
    <message>
        <source>生成恢复密钥，两份分开保管，每年演练。</source>
        <translation>Make the recovery key, keep the halves apart, try the drill each year.</translation>
    </message>
    <message>
        <source>调整电脑时钟</source>
        <translation>A changed clock</translation>
    </message>
    <message>
        <source>不联网的电脑时间无法核实。能证明的只是先后次序，时钟倒退会记入审计。</source>
        <translation>Without network time cannot be verified. Only the order is proven; a clock turned back is recorded.</translation>
    </message>
    <message>
        <source>安全审计员留意审计中的“时钟倒退”。</source>
        <translation>The auditor watches for &quot;时钟倒退&quot; in the audit.</translation>
    </message>
    <message>
        <source>劣质U盘、有毛病的内存</source>
        <translation>Bad memory sticks, failing RAM</translation>
    </message>
    <message>
        <source>写入后会读回核对，但可能晚些才发现。</source>
        <translation>What is written is read back, but it may be noticed late.</translation>
    </message>
    <message>
        <source>多留几份检验过的备份，放在不同的介质上。</source>
        <translation>Keep several checked backups on different media.</translation>
    </message>
    <message>
        <source>本程序没有经过任何机构的检测、测评或认证，也不代替本单位的保密管理。</source>
        <translation>This program was not tested, assessed or certified by any institution and does not replace the office&apos;s own secrecy management.</translation>
    </message>
    <message>
        <source>本程序不用于绝密。涉密信息能否在这台电脑上处理，由本单位保密部门决定。</source>
        <translation>It is not for top secret information. Whether classified information may be handled on this computer is decided by the office&apos;s secrecy department.</translation>
    </message>
    <message>
        <source>预警只是疑似，须由人核实认定。</source>
        <translation>Flags are hints only; people verify and decide.</translation>
    </message>
</context>
<context>
    <name>leaving</name>
    <message>
        <source>用途</source>
        <translation>Purpose</translation>
    </message>
    <message>
        <source>记入出件登记，可不填</source>
        <translation>Kept in the register; may be empty</translation>
    </message>
    <message>
        <source>{0}：请先登记，登记后才写出。</source>
        <translation>{0}: enter it in the register first, then it is written.</translation>
    </message>
    <message>
        <source>出件登记</source>
        <translation>Register of what leaves</translation>
    </message>
    <message>
        <source>登记并写出</source>
        <translation>Enter and write</translation>
    </message>
    <message>
        <source>请批准人输入姓名和本人口令</source>
        <translation>The approving person enters his name and his own password</translation>
    </message>
    <message>
        <source>批准人</source>
        <translation>Approved by</translation>
    </message>
    <message>
        <source>批准人口令</source>
        <translation>Password of the approving person</translation>
    </message>
    <message>
        <source>请选择密级；不属于国家秘密的选“不标密”</source>
        <translation>Choose the classification; what is no state secret is &quot;不标密&quot;</translation>
    </message>
    <message>
        <source>密级</source>
        <translation>Classification</translation>
    </message>
    <message>
        <source>请选择，或写作“秘密★5年”的样式</source>
        <translation>Choose, or write it like &quot;秘密★5年&quot;</translation>
    </message>
</context>
<context>
    <name>ledgers</name>
    <message>
        <source>等待</source>
        <extracomment>state of a file -&gt; severity that colours it, words</extracomment>
        <translation>Waiting</translation>
    </message>
    <message>
        <source>处理中</source>
        <translation>Working</translation>
    </message>
    <message>
        <source>可以导入</source>
        <translation>Ready to import</translation>
    </message>
    <message>
        <source>有错误</source>
        <translation>Errors</translation>
    </message>
    <message>
        <source>校验码不符</source>
        <translation>Check digits differ</translation>
    </message>
    <message>
        <source>已导入</source>
        <translation>Imported</translation>
    </message>
    <message>
        <source>已取消</source>
        <translation>Cancelled</translation>
    </message>
    <message>
        <source>已撤销</source>
        <translation>Undone by</translation>
    </message>
</context>
<context>
    <name>officers</name>
    <message>
        <source>持有</source>
        <translation>held</translation>
    </message>
    <message>
        <source>无</source>
        <translation>none</translation>
    </message>
    <message>
        <source>{0}（本人）</source>
        <translation>{0} (you)</translation>
    </message>
    <message>
        <source>由安全保密管理员（未启用三员时由负责人）核对人员和岗位后授权。</source>
        <translation>The security administrator (before the split, the officer in charge) checks person and role and authorises.</translation>
    </message>
    <message>
        <source>把初始口令当面告知本人，由本人登录并改成只有自己知道的口令。</source>
        <translation>Tell the first password in person; the officer signs in and changes it to one that nobody else knows.</translation>
    </message>
    <message>
        <source>由持有业务数据密钥的人与本人当面核对指纹，然后发放密钥；本人重新登录后即可办理业务。</source>
        <translation>Somebody who holds the data key compares the fingerprint with the officer and gives the key; after signing in again the officer can work.</translation>
    </message>
    <message>
        <source>不需要办理什么。</source>
        <translation>Nothing is to be done.</translation>
    </message>
    <message>
        <source>还没有账号</source>
        <translation>no account yet</translation>
    </message>
</context>
<context>
    <name>papers</name>
    <message>
        <source>存为PDF</source>
        <translation>Save as PDF</translation>
    </message>
    <message>
        <source>已存为“{0}”，共{1}页。登记号 {2}</source>
        <translation>Saved as &quot;{0}&quot;, {1} pages. Register number {2}</translation>
    </message>
    <message>
        <source>打印</source>
        <translation>Print</translation>
    </message>
    <message>
        <source>正在打印</source>
        <translation>Printing</translation>
    </message>
    <message>
        <source>打印机</source>
        <translation>Printer</translation>
    </message>
    <message>
        <source>已送打印机，共{0}面。登记号 {1}</source>
        <translation>Sent to the printer, {0} sides. Register number {1}</translation>
    </message>
</context>
<context>
    <name>past</name>
    <message>
        <source>启用历史之前已在库中</source>
        <translation>There before the history began</translation>
    </message>
</context>
<context>
    <name>policy</name>
    <message>
        <source>多处公开材料一致</source>
        <translation>several public sources agree</translation>
    </message>
    <message>
        <source>只见一处公开材料，或各处不同</source>
        <translation>one public source only, or they differ</translation>
    </message>
    <message>
        <source>没有公开依据</source>
        <translation>no public source</translation>
    </message>
    <message>
        <source>，0为不限</source>
        <translation>, 0 for no limit</translation>
    </message>
    <message>
        <source>是</source>
        <translation>Yes</translation>
    </message>
    <message>
        <source>否</source>
        <translation>No</translation>
    </message>
    <message>
        <source>本档：{0}。出处：{1}（{2}）</source>
        <translation>Profile: {0}. Source: {1} ({2})</translation>
    </message>
</context>
<context>
    <name>quotas</name>
    <message>
        <source>超配{0}（待核实）</source>
        <translation>{0} over (to verify)</translation>
    </message>
    <message>
        <source>满额</source>
        <translation>Full</translation>
    </message>
    <message>
        <source>空缺{0}</source>
        <translation>{0} vacant</translation>
    </message>
</context>
<context>
    <name>register</name>
    <message>
        <source>登记号</source>
        <translation>Number</translation>
    </message>
    <message>
        <source>时间</source>
        <translation>Time</translation>
    </message>
    <message>
        <source>经办人</source>
        <translation>Officer</translation>
    </message>
    <message>
        <source>方式</source>
        <translation>How</translation>
    </message>
    <message>
        <source>内容</source>
        <translation>Content</translation>
    </message>
    <message>
        <source>去向</source>
        <translation>What became of it</translation>
    </message>
    <message>
        <source>密级</source>
        <translation>Classification</translation>
    </message>
    <message>
        <source>用途</source>
        <translation>Purpose</translation>
    </message>
    <message>
        <source>批准人</source>
        <translation>Approved by</translation>
    </message>
    <message>
        <source>应写出</source>
        <translation>To be written</translation>
    </message>
    <message>
        <source>结果</source>
        <translation>Result</translation>
    </message>
    <message>
        <source>文件大小</source>
        <translation>File size</translation>
    </message>
    <message>
        <source>SHA-256</source>
        <translation>SHA-256</translation>
    </message>
    <message>
        <source>待写出：登记后程序中途退出，没有记下结果。请核对去向处有没有这份文件或纸张。</source>
        <translation>Waiting: the program ended after registering and did not note the outcome. Please check whether the file or paper is there.</translation>
    </message>
</context>
<context>
    <name>settings</name>
    <message>
        <source>中共某某市委组织部（不加“文件”）</source>
        <translation>&quot;中共某某市委组织部&quot; (without &quot;文件&quot;)</translation>
    </message>
    <message>
        <source>中共某某市委组织部</source>
        <translation>&quot;中共某某市委组织部&quot;</translation>
    </message>
    <message>
        <source>某组</source>
        <translation>&quot;某组&quot;</translation>
    </message>
    <message>
        <source>某某市某路1号市委组织部干部监督科</source>
        <translation>&quot;某某市某路1号市委组织部干部监督科&quot;</translation>
    </message>
    <message>
        <source>张三，0000-0000000</source>
        <translation>&quot;张三，0000-0000000&quot;</translation>
    </message>
    <message>
        <source>印在函件上方的红色机关名称；编号印发前必须填写。</source>
        <translation>The name of the organ in red at the head of letters; required before a letter is numbered and issued.</translation>
    </message>
    <message>
        <source>印在成文日期上方；留空时用发文机关标志。</source>
        <translation>Printed above the date; if left empty, the name of the organ is used.</translation>
    </message>
    <message>
        <source>发文字号开头的代字，如“某组函询〔2026〕1号”中的“某组”；编号印发前必须填写。</source>
        <translation>The first part of letter numbers, such as &quot;某组&quot; in &quot;某组函询〔2026〕1号&quot;; required before a letter is numbered and issued.</translation>
    </message>
    <message>
        <source>印在函询通知书上。</source>
        <translation>Printed on inquiries.</translation>
    </message>
    <message>
        <source>能防：关机或已锁定的电脑、硬盘、保险库备份丢失或被盗。没有口令读不出内容，强度取决于最弱的一个口令。</source>
        <extracomment>what encryption protects and what it does not</extracomment>
        <translation>Protects against: loss or theft of a computer that is off or locked, of its disk, or of a backup of the vault. Nothing can be read without a password; the weakest password decides how strong this is.</translation>
    </message>
    <message>
        <source>不能防：人离开而没有锁定。离开座位请按 Ctrl+L。</source>
        <translation>Does not protect against: leaving without locking. Press Ctrl+L when you leave your seat.</translation>
    </message>
    <message>
        <source>不能防：有口令的人借助其他工具读取库中的全部内容。</source>
        <translation>Does not protect against: a person with a password who reads the whole vault with other tools.</translation>
    </message>
    <message>
        <source>不能防：电脑管理员、木马、键盘记录、远程控制和偷拍；内存、交换文件、打印缓存中也可能留有内容，请启用整盘加密，关闭休眠。</source>
        <translation>Does not protect against: administrators of the computer, trojans, key loggers, remote control and cameras. Memory, swap files and print queues may also keep content: use full-disk encryption and switch off hibernation.</translation>
    </message>
    <message>
        <source>不能防：删除和遗忘。全部经办人都忘记口令时数据无法找回；请把备份另存他处。</source>
        <translation>Does not protect against: deletion and forgetting. If every officer forgets the password, the data cannot be recovered; keep backups in another place.</translation>
    </message>
    <message>
        <source>一个保险库一次只能由一台电脑上的一个窗口打开；不能放在网络共享盘上。</source>
        <translation>A vault can be open in only one window on one computer at a time; it must not lie on a network share.</translation>
    </message>
    <message>
        <source>程序不联网，也不读取别的系统；数据只来自导入的台账和手工录入。</source>
        <translation>The program uses no network and reads no other system; all data come from imported ledgers and manual entry.</translation>
    </message>
    <message>
        <source>预警只是疑似，须由人核实认定；涉密信息能否存放，由本单位保密部门决定。</source>
        <translation>Flags are only suspicions, to be verified and determined by people; whether classified information may be stored is decided by the secrecy office of your unit.</translation>
    </message>
</context>
<context>
    <name>stating</name>
    <message>
        <source>用途</source>
        <translation>Purpose</translation>
    </message>
    <message>
        <source>查看个人有关事项报告须写明用途，用途和查看人、时间一并留存。选“其他”的请接着写明。</source>
        <translation>To open a declaration its purpose must be stated; purpose, officer and time are kept. After &quot;其他&quot; write what it is.</translation>
    </message>
    <message>
        <source>查看报告</source>
        <translation>Open a declaration</translation>
    </message>
    <message>
        <source>查看</source>
        <translation>Show</translation>
    </message>
</context>
<context>
    <name>verification</name>
    <message>
        <source>请写日期，如 2026-01-31</source>
        <translation>Please write a date, e.g. 2026-01-31</translation>
    </message>
    <message>
        <source>请填写“{0}”</source>
        <translation>Please fill in &quot;{0}&quot;</translation>
    </message>
    <message>
        <source>全部现职报告对象</source>
        <translation>Everybody who has to report</translation>
    </message>
    <message>
        <source>有未处置预警的现职报告对象</source>
        <translation>Of these, who has an open flag</translation>
    </message>
    <message>
        <source>只查下面写明身份证号的人</source>
        <translation>Only the ID numbers written below</translation>
    </message>
    <message>
        <source>种类</source>
        <translation>Kind</translation>
    </message>
    <message>
        <source>名称</source>
        <translation>Title</translation>
    </message>
    <message>
        <source>比对截至哪天的报告</source>
        <translation>Declarations up to</translation>
    </message>
    <message>
        <source>范围</source>
        <translation>Scope</translation>
    </message>
    <message>
        <source>姓名、单位或职务含</source>
        <translation>Name, unit or post contains</translation>
    </message>
    <message>
        <source>可不填；几个词用空格分开</source>
        <translation>may be empty; words separated by spaces</translation>
    </message>
    <message>
        <source>职务层次</source>
        <translation>Post level</translation>
    </message>
    <message>
        <source>身份证号</source>
        <translation>ID number</translation>
    </message>
    <message>
        <source>几个号码用空格或逗号分开</source>
        <translation>numbers separated by spaces or commas</translation>
    </message>
    <message>
        <source>事由</source>
        <translation>Subject</translation>
    </message>
    <message>
        <source>如：拟提拔人选考察；记入批次</source>
        <translation>e.g. candidates for promotion; kept with the batch</translation>
    </message>
    <message>
        <source>随机抽查从范围内的人中抽取；重点抽查和凡提必核对范围内的人全部查核。已报告的内容只比对，不改动。</source>
        <translation>A random check draws from the scope; the other kinds check everybody in it. What was declared is only compared, never changed.</translation>
    </message>
    <message>
        <source>新建查核批次</source>
        <translation>New verification batch</translation>
    </message>
    <message>
        <source>建立</source>
        <translation>Create</translation>
    </message>
    <message>
        <source>请写1到{0}之间的整数</source>
        <translation>Please write a whole number from 1 to {0}</translation>
    </message>
    <message>
        <source>抽取人数</source>
        <translation>How many to draw</translation>
    </message>
    <message>
        <source>名单共{0}人。固定后，名单、人数和摘要都不能再改。</source>
        <translation>The list has {0} persons. Once fixed, list, number and digest cannot be changed.</translation>
    </message>
    <message>
        <source>固定名单</source>
        <translation>Fix list</translation>
    </message>
    <message>
        <source>固定</source>
        <translation>Fix</translation>
    </message>
    <message>
        <source>见证人{0}姓名</source>
        <translation>Witness {0}: name</translation>
    </message>
    <message>
        <source>见证人{0}所说的数</source>
        <translation>Witness {0}: number</translation>
    </message>
    <message>
        <source>请两名见证人看过名单和摘要后，各说一个数（1到30位数字）。说出后立即照原样输入。</source>
        <translation>After both witnesses have seen list and digest, each names a number (1 to 30 digits). Type it at once, exactly as it was said.</translation>
    </message>
    <message>
        <source>抽取</source>
        <translation>Draw</translation>
    </message>
    <message>
        <source>发出日期</source>
        <translation>Sent on</translation>
    </message>
    <message>
        <source>答复期限</source>
        <translation>Answer due</translation>
    </message>
    <message>
        <source>答复期限没有统一规定，由本单位确定。通知只写事实，不写提示的等次。</source>
        <translation>No rule sets the term: the unit decides. The notice tells facts only, no suggested grade.</translation>
    </message>
    <message>
        <source>请本人说明</source>
        <translation>Ask for explanation</translation>
    </message>
    <message>
        <source>登记</source>
        <translation>Record</translation>
    </message>
    <message>
        <source>{0}日期</source>
        <translation>{0}: date</translation>
    </message>
    <message>
        <source>{0}内容</source>
        <translation>{0}: text</translation>
    </message>
    <message>
        <source>处理记入处理处分台账</source>
        <translation>Record the handling as a measure</translation>
    </message>
    <message>
        <source>另行发函，印发时记入</source>
        <translation>By letter, recorded when it is issued</translation>
    </message>
    <message>
        <source>认定人（会议）</source>
        <translation>Determined by (meeting)</translation>
    </message>
    <message>
        <source>如：部务会</source>
        <translation>e.g. department meeting</translation>
    </message>
    <message>
        <source>认定日期</source>
        <translation>Determined on</translation>
    </message>
    <message>
        <source>认定依据</source>
        <translation>Basis</translation>
    </message>
    <message>
        <source>会议纪要、批示等</source>
        <translation>minutes, instruction</translation>
    </message>
    <message>
        <source>处理的登记</source>
        <translation>Handling</translation>
    </message>
    <message>
        <source>无</source>
        <translation>None</translation>
    </message>
    <message>
        <source>{0}：拟认定{1}，拟处理{2}。认定由人作出，这里如实登记。</source>
        <translation>{0}: {1} proposed, handling {2}. People determine; here it is recorded as decided.</translation>
    </message>
    <message>
        <source>认定</source>
        <translation>Determination</translation>
    </message>
    <message>
        <source>登记认定</source>
        <translation>Record determination</translation>
    </message>
</context>
</TS>
