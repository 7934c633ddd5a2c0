<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="en" sourcelanguage="zh_CN">
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
    <name>LedgersController</name>
    <message>
        <source>选择要导入的台账</source>
        <extracomment>$names are the colours of a Theme</extracomment>
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
        <source>{0}（标红）.xlsx</source>
        <translation>{0} (marked).xlsx</translation>
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
        <source>{0}已导出 {1} 行：{2}</source>
        <translation>{0}: rows exported {1}: {2}</translation>
    </message>
    <message>
        <source>正在写出……</source>
        <translation>Writing...</translation>
    </message>
    <message>
        <source>已取消，没有写出文件</source>
        <translation>Cancelled, no file was written</translation>
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
        <source>已送打印机，共{0}面。</source>
        <translation>Sent to the printer, pages: {0}.</translation>
    </message>
    <message>
        <source>函件{0}份.pdf</source>
        <translation>{0} letters.pdf</translation>
    </message>
    <message>
        <source>存为PDF</source>
        <translation>Save as PDF</translation>
    </message>
    <message>
        <source>已存为“{0}”，共{1}页。</source>
        <translation>Saved as &quot;{0}&quot;, pages: {1}.</translation>
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
    <name>SectionTree</name>
    <message>
        <source>项目</source>
        <translation>Item</translation>
    </message>
    <message>
        <source>本次</source>
        <translation>This time</translation>
    </message>
    <message>
        <source>上次</source>
        <translation>Last time</translation>
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
        <source>上次 {0}</source>
        <translation>Last time {0}</translation>
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
</context>
<context>
    <name>Start</name>
    <message>
        <source>选择保险库文件夹</source>
        <translation>Choose the folder of the vault</translation>
    </message>
    <message>
        <source>正在打开保险库……</source>
        <translation>Opening the vault...</translation>
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
</context>
<context>
    <name>dialogs</name>
    <message>
        <source>取消</source>
        <extracomment>what is opened on each screen before it is drawn: list, and which record of it</extracomment>
        <translation>Cancel</translation>
    </message>
    <message>
        <source>知道了</source>
        <translation>OK</translation>
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
</TS>
