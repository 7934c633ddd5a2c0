"""Fields of the settings of letters, and what the program says about itself."""

from PySide6.QtCore import QCoreApplication

from cadre_desk.domain.pack import Field
from cadre_desk.services.letters import SETTINGS
from cadre_desk.ui.kit.table import noop

_EXAMPLES = {
    "organ": noop("settings", "中共某某市委组织部（不加“文件”）"),
    "signer": noop("settings", "中共某某市委组织部"),
    "number_prefix": noop("settings", "某组"),
    "reply_address": noop("settings", "某某市某路1号市委组织部干部监督科"),
    "contact": noop("settings", "张三，0000-0000000"),
}
_HELP = {
    "organ": noop("settings", "印在函件上方的红色机关名称；编号印发前必须填写。"),
    "signer": noop("settings", "印在成文日期上方；留空时用发文机关标志。"),
    "number_prefix": noop("settings", "发文字号开头的代字，如“某组函询〔2026〕1号”中的“某组”；编号印发前必须填写。"),
    "reply_address": noop("settings", "印在函询通知书上。"),
    "contact": noop("settings", "印在函询通知书上。"),
}
#: what encryption protects and what it does not
PROTECTION = (
    noop(
        "settings",
        "能防：关机或已锁定的电脑、硬盘、保险库备份丢失或被盗。没有口令读不出内容，强度取决于最弱的一个口令。",
    ),
    noop("settings", "不能防：人离开而没有锁定。离开座位请按 Ctrl+L。"),
    noop("settings", "不能防：有口令的人借助其他工具读取库中的全部内容。"),
    noop(
        "settings",
        "不能防：电脑管理员、木马、键盘记录、远程控制和偷拍；内存、交换文件、打印缓存中也可能留有内容，"
        "请启用整盘加密，关闭休眠。",
    ),
    noop("settings", "不能防：删除和遗忘。全部经办人都忘记口令时数据无法找回；请把备份另存他处。"),
)
LIMITS = (
    noop("settings", "一个保险库一次只能由一台电脑上的一个窗口打开；不能放在网络共享盘上。"),
    noop("settings", "程序不联网，也不读取别的系统；数据只来自导入的台账和手工录入。"),
    noop("settings", "预警只是疑似，须由人核实认定；涉密信息能否存放，由本单位保密部门决定。"),
)


def words(text: str) -> str:
    """A text of this module in the language of the window."""
    return QCoreApplication.translate("settings", text)


def fields() -> tuple[Field, ...]:
    """One input for each setting of letters."""
    return tuple(
        Field(key, label, "text", help=words(_HELP[key]), example=words(_EXAMPLES[key]))
        for key, label in SETTINGS.items()
    )
