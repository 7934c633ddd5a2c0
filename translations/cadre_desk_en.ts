<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="en" sourcelanguage="zh_CN">
<context>
    <name>BatchesPage</name>
    <message>
        <source>导入记录</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>还没有导入过文件。请在“导入”页选择文件。</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>最近{0}次导入</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>CadrePage</name>
    <message>
        <source>在左边选一名干部，这里显示他的全部情况。</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>拟函件</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>预警</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>家庭成员</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>任职</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>报告状态</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>报告</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>处理处分</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>函件</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>专项整治</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>双击或回车打开</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>CadresController</name>
    <message>
        <source>是（{0}起）</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>否</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>单位</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>现任职务</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>职务层次</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>身份证号</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>性别、出生</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>政治面貌</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>报告对象</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>影响期</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>至{0}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>无</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>CadresView</name>
    <message>
        <source>职务层次</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>报告对象</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>是报告对象</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>不是报告对象</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>干部</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>没有符合条件的干部。还没有数据时，请在“台账”中导入单位和干部台账。</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>CampaignsController</name>
    <message>
        <source>这件案件有未保存的修改。放弃这些修改吗？</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>未保存的修改</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>放弃修改</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>请先改正：{0}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>请写明修改原因</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>已保存，修改前的内容留在历史中</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>CampaignsView</name>
    <message>
        <source>专项整治</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>没有符合条件的案件。还没有数据时，请在“台账”中导入专项整治台账。</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>专项</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>状态</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>编号、被反映人、单位、类别</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>CasePage</name>
    <message>
        <source>在左边选一件案件，这里显示它的全部内容。</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>打开干部</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>修改原因(&amp;Y) *</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>依据什么、为什么改，记入历史</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>保存</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{0}&#x3000;（没有归到干部名下）</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>办理状态：{0}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>有未保存的修改</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>Controller</name>
    <message>
        <source>未能完成</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>DashboardView</name>
    <message>
        <source>总览</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>立即扫描</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>保险库里还没有数据</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>先导入单位台账，再导入干部、报告和处理处分台账；导入后点“立即扫描”。</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>去导入台账</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>待核实的预警（按规则）</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>期限（已逾期和90天内）</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>近期没有到期事项</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>已逾期</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>打开这些记录</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>没有待核实的预警</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>DeclarationPage</name>
    <message>
        <source>在左边选一份报告，这里显示它的全部报告项和变化。</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>打开干部</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>上一份</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>这名干部的上一份报告</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>下一份</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>这名干部的下一份报告</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>全部报告项</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>只看变化</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>复制全部</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>复制所显示的全部内容，可粘贴到表格或文档</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>打开干部{0}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>只看变化（{0}项）</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>与上次相比没有变化。</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>没有更早的报告可以比较。</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>DeclarationsController</name>
    <message>
        <source>{0}&#x3000;第{1}份&#x3000;收到日期 {2}&#x3000;填报日期 {3}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>未写</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>没有更早的报告可以比较</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>上次：{0} {1}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{0}年度&#x3000;{1}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{0}：期限{1}，没有写收到日期，待核实</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{0}：期限{1}，疑似逾期{2}天</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{0}：期限{1}，按期</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>DeclarationsView</name>
    <message>
        <source>报告年度</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{0}年度</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>报告类型</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>报告</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>没有符合条件的报告。还没有数据时，请在“台账”中导入个人有关事项报告台账。</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>Editor</name>
    <message>
        <source>办理经过</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>查看干部</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>预览</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>打印…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>取消</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>要修改请先“{0}”。</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>此件为“{0}”，文字不能再改。</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>状态：{0}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>存为PDF…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{0}份存为PDF…</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>ExportPage</name>
    <message>
        <source>空白模板带表头、下拉选项和示例行；导出的表格可以再导入。导出会记入审计。</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>空白模板…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>预警</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>全部预警及依据的单元格、处置状态；只导出，不能再导入。</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>导出预警…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>导出…</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>FieldForm</name>
    <message>
        <source>请填写“{0}”</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>FlagPage</name>
    <message>
        <source>在左边选一条预警，这里显示依据、下一步和处置。</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>依据（逐格）</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>以前的处置</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>处置</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>处置结果</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>理由</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>写明核实了什么、依据是什么</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>保存处置</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>打开干部</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>拟函件</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>FlagsController</name>
    <message>
        <source>{0}&#x3000;{1}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>规则</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>依据</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>依据可信度</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>下一步</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>发现日期</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>第{0}行</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>空</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{0}。</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>扫描已取消，预警没有改动。</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>FlagsView</name>
    <message>
        <source>预警</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>没有符合条件的预警。导入台账以后，点右上角“立即扫描”，疑似事项会列在这里。</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>状态</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>程度</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>规则</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>立即扫描</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>按规则包的全部规则重新扫描所有干部和单位</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>扫描进度</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>取消</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>ImportPage</name>
    <message>
        <source>种类(&amp;K)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>文件名里写有台账名称的，按文件名识别；其余按这里所选的种类</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>选择文件…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>或把 .xlsx、.xls、.ods 文件拖到本页。先试导入，不改动保险库。</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>选择文件或把文件拖到这里：先试导入，逐格列出错误，没有错误再导入。
顺序：单位与职数 → 干部 → 报告、处理处分、专项整治。
还没有表格时，在“导出与模板”页取空白模板。</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>待导入的文件</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>导入</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>重新试导入</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>在 Excel/WPS 中改好并保存后再试</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>从列表移除</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>写出标红副本…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>另存一份表格：错误的单元格标红并写明原因，原文件不动</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>错误清单</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>只剩号码的校验码不符。逐一核对过原件、号码确实如此的，写明理由后可以接受；理由随导入记录保存。</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>理由(&amp;R)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>例如：已核对居民身份证原件，号码无误</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>接受并导入</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>导入（{0}个文件）</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>以下列没有对应的项，不导入：{0}</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>LedgersController</name>
    <message>
        <source>选择要导入的台账</source>
        <extracomment>families whose shapes and punctuation are those of the mainland; others that have Chinese come last</extracomment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>电子表格 ({0})</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>导入 {0}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>试导入 {0}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>新增 {0:,} 行&#x3000;变更 {1:,} 行&#x3000;未变 {2:,} 行</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>已导入：{0}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>试导入通过，保险库尚未改动：{0}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&#x3000;已接受校验码不符 {0} 处</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>有 {0} 处校验码不符，没有其他错误</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>有 {0} 处错误</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>；整个文件没有导入，保险库没有改动。</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>文件无法读取：可能已移走，或没有读取权限；请检查后重新试导入</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>已取消，保险库没有改动</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{0}（标红）.xlsx</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&#x3000;标红副本已写出：{0}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>另存为</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Excel 工作簿 (*.xlsx)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{0}（空白模板）.xlsx</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>空白模板已写出：{0}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>预警</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{0}已导出 {1} 行：{2}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>正在写出……</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>已取消，没有写出文件</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>LedgersView</name>
    <message>
        <source>台账</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>没有符合条件的处理处分。还没有数据时，请在“导入”页导入处理处分台账；印发函件时会自动登记。</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>种类</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>导入</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>导出与模板</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>处理处分</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>导入记录</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>LettersController</name>
    <message>
        <source>修改会自动保存为草稿。</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>有未保存的修改……</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>草稿已自动保存 {0}，密级除外：{1}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>草稿已自动保存 {0}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>草稿未能保存：{0}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>还不能送审：{0}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>打印函件</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>正在打印</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>已送打印机，共{0}面。</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>函件{0}份.pdf</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>存为PDF</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>已存为“{0}”，共{1}页。</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>正在准备……</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>已取消。</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{0}：第{1}面，共{2}面</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>打印机没有接受这份函件。请检查打印机是否开机、联机、有纸，然后重试；也可以存为PDF。</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>未能打印</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>LettersView</name>
    <message>
        <source>函件</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>没有符合条件的函件。要拟一份，请按“新建函件”，或在干部页面按“拟函件”。</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>种类</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>状态</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>姓名、拼音首字母、单位、文号</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>新建函件</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>在左边选一份函件，或按“新建函件”拟一份。</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>ListView</name>
    <message>
        <source>姓名、拼音首字母、身份证号、单位</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>搜索</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{0}：全部</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>共{0}条</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>MainWindow</name>
    <message>
        <source>干部监督工作台</source>
        <extracomment>which screen shows a list, and which opens a record</extracomment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>导航</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>总览</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>干部</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>报告</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>函件</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>专项整治</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>职数</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>预警</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>台账</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>设置</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>经办人：{0}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>规则包：{0}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>保险库：{0}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>处理中……</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>未能完成</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>NewLetter</name>
    <message>
        <source>新建函件</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>姓名、拼音首字母、身份证号、单位</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>发给哪名干部(&amp;G)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>找到的干部</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>种类</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>取消</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>拟稿</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>显示前{0}名，请写得更具体些；</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>共{0}名；</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>上下键选择，回车拟稿。</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>没有找到。可换个写法，或先在“台账”中导入干部台账。</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>输入姓名、拼音首字母、身份证号或单位查找。</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>审批：{0}。依据：{1}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{0}，发给{1}</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>PasswordBlock</name>
    <message>
        <source>修改口令</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>现在的口令</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>新口令</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>再输一遍</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>修改口令（{0}）</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>PreviewPane</name>
    <message>
        <source>函件预览</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>上一页</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>下一页</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{0}/{1}页</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>按现有文字不能打印：{0}</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>Progress</name>
    <message>
        <source>进度</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>取消</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>正在取消……</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>QuotaPage</name>
    <message>
        <source>在左边选一行，这里显示现在由谁任职。</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>现任人员</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>打开干部</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>双击或回车打开干部</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>没有人占用这项职数。如与实际不符，请在干部台账的任职表中补正后导入。</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>实配数 = 任职表中占职数的现任职务（任职单位、职务层次与本行相同）。</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>核定{0}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>实配{0}</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>QuotasView</name>
    <message>
        <source>职数</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>没有符合条件的职数。还没有数据时，请在“台账”中导入单位与职数台账。</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>职务层次</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>单位、职务层次</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>RecordTable</name>
    <message>
        <source>复制所选行</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>SectionTree</name>
    <message>
        <source>项目</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>本次</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>上次</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>报告项</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>复制所选行</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>复制全部</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>上次 {0}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{0}项</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>无</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{0}，有变化{1}项</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>（沿用以前填报）</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>SettingsController</name>
    <message>
        <source>干部监督工作台 {0}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>规则包：{0}，版本{1}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>函件设置有未保存的修改。要保存吗？取消则放弃这些修改。</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>未保存的修改</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>保存</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>已保存 {0}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>界面已改，但没有记住：无法写入“{0}”。下次启动会恢复原样。</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>未能记住</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>两遍新口令不一致，请重新输入。</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>正在修改……</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>口令已修改，下次登录起用新口令。</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>SettingsView</name>
    <message>
        <source>设置</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>函件</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>保存</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>界面（只对这台电脑）</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>深色界面(&amp;D)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>大字(&amp;B)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>关于</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>使用范围</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>加密能防什么，不能防什么</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>● 有未保存的修改</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>SignInView</name>
    <message>
        <source>干部监督工作台</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>新建保险库</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>登录保险库</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>经办人</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>口令</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>至少10位，不全是数字，不含姓名</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>再输一次</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>位置：{0}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>换一个保险库…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>建立并进入</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>登录</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>请填写经办人和口令</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>两次输入的口令不一致，请重新输入</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>Start</name>
    <message>
        <source>选择保险库文件夹</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>正在打开保险库……</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>StepStrip</name>
    <message>
        <source>日期</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>说明</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>确定</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>取消</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>审批人（{0}）和审批意见</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>说明（可不填）</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>box</name>
    <message>
        <source>取消</source>
        <extracomment>what is opened on each screen before it is drawn: list, and which record of it</extracomment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>知道了</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>columns</name>
    <message>
        <source>姓名</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>待核实</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>单位</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>现任职务</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>职务层次</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>职级</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>性别</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>出生年月</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>报告对象</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>在职状态</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>身份证号</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>称谓</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>工作单位</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>职务</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>任职时间</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>免职时间</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>层次</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>任用方式</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>占职数</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>年度</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>报告类型</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>收到日期</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>填报行</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>报告项</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>内容</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>决定日期</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>种类</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>影响期至</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>送达</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>回复</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>跟踪了解</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>文号</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>状态</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>成文日期</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>程度</source>
        <extracomment>how sure the pack is of an article</extracomment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>规则</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>专项</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>编号</source>
        <extracomment>fields that are written in sentences, in every campaign</extracomment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>类别</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>被反映人</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>受理日期</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>日期</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>事项</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>干部</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>报告年度</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>第几份</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>填报日期</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>对象</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>发现日期</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>出处</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>项目</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>时间</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>经办人</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>处置结果</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>理由</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>文件</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>结果</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>工作表</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>单元格</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>错在哪里</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>应当怎样</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>回复期限</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>改正情况</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>新增</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>变更</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>未变</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>说明</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>拟稿日期</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>办理经过</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>机构规格</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>核定</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>实配</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>空缺/超配</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>ledgers</name>
    <message>
        <source>等待</source>
        <extracomment>state of a file -&gt; severity that colours it, words</extracomment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>处理中</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>可以导入</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>有错误</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>校验码不符</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>已导入</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>已取消</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>quotas</name>
    <message>
        <source>超配{0}（待核实）</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>满额</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>空缺{0}</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>settings</name>
    <message>
        <source>中共某某市委组织部（不加“文件”）</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>中共某某市委组织部</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>某组</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>某某市某路1号市委组织部干部监督科</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>张三，0000-0000000</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>印在函件上方的红色机关名称；编号印发前必须填写。</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>印在成文日期上方；留空时用发文机关标志。</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>发文字号开头的代字，如“某组函询〔2026〕1号”中的“某组”；编号印发前必须填写。</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>印在函询通知书上。</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>能防：关机或已锁定的电脑、硬盘、保险库备份丢失或被盗。没有口令读不出内容，强度取决于最弱的一个口令。</source>
        <extracomment>what encryption protects and what it does not</extracomment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>不能防：人离开而没有锁定。离开座位请按 Ctrl+L。</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>不能防：有口令的人借助其他工具读取库中的全部内容。</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>不能防：电脑管理员、木马、键盘记录、远程控制和偷拍；内存、交换文件、打印缓存中也可能留有内容，请启用整盘加密，关闭休眠。</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>不能防：删除和遗忘。全部经办人都忘记口令时数据无法找回；请把备份另存他处。</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>一个保险库一次只能由一台电脑上的一个窗口打开；不能放在网络共享盘上。</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>程序不联网，也不读取别的系统；数据只来自导入的台账和手工录入。</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>预警只是疑似，须由人核实认定；涉密信息能否存放，由本单位保密部门决定。</source>
        <translation type="unfinished"></translation>
    </message>
</context>
</TS>
