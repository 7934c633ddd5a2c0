"""What encryption, roles and journal protect against, and what they do not: nothing is promised that does not hold."""

from dataclasses import dataclass

from PySide6.QtCore import QCoreApplication

from cadre_desk.ui.kit.table import noop

YES, PARTLY, NO = "G", "Y", "R"


@dataclass(frozen=True, slots=True)
class Row:
    """One danger: how far it is met, why, and what the unit has to do itself."""

    danger: str
    verdict: str
    why: str
    do: str


def words(text: str) -> str:
    """A text of this module in the language of the window."""
    return QCoreApplication.translate("help", text)


VERDICTS = {YES: noop("help", "能防"), PARTLY: noop("help", "部分"), NO: noop("help", "不能防")}

ROWS = (
    Row(
        noop("help", "关机的电脑、硬盘、备份盘丢失或被盗"),
        YES,
        noop("help", "没有口令读不出内容。强度取决于所有账号中最弱的一个口令：密钥文件被复制后，可以不限次数地试猜。"),
        noop("help", "口令要长，不用常见口令；备份盘与电脑分开存放。"),
    ),
    Row(
        noop("help", "有人走到没人的座位前"),
        PARTLY,
        noop("help", "锁定以后能防，锁定以前不能防。"),
        noop("help", "离开座位按 Ctrl+L；自动锁定的时间在“安全策略”中设置。"),
    ),
    Row(
        noop("help", "经办人通过本程序越权查看、办理"),
        YES,
        noop("help", "按岗位权限和回避名单拒绝，并记入审计。"),
        noop("help", "登记回避人员；安全审计员定期查看审计。"),
    ),
    Row(
        noop("help", "同一经办人用别的工具和自己的密钥读库"),
        NO,
        noop("help", "能打开业务库的人，就能解开库中的全部内容。同一个库里不能再按科室、按案件加密分隔。"),
        noop("help", "需要分隔的，分建几个保险库；控制电脑上能安装的软件。"),
    ),
    Row(
        noop("help", "系统管理员、安全保密管理员、安全审计员看业务数据"),
        YES,
        noop("help", "三名管理员没有业务数据的密钥，打不开业务库。"),
        noop("help", "不要让管理员同时担任业务岗位，也不要把口令告诉他们。"),
    ),
    Row(
        noop("help", "改写过去的操作记录"),
        PARTLY,
        noop(
            "help",
            "核验能发现改写。如果改写的人同时有旧备份和当时的口令，而外面又没有留下任何凭据（打印的摘要、另存的备份），则发现不了。",
        ),
        noop("help", "定期核验；备份另存他处；打印的文件妥善保管。"),
    ),
    Row(
        noop("help", "放回旧文件，或截去最近的记录"),
        PARTLY,
        noop("help", "保险库文件夹和本机用户文件夹各有一份“锚”，两份没有一同被换掉时能发现，否则不能。"),
        noop("help", "备份另存他处，由不同的人保管。"),
    ),
    Row(
        noop("help", "全部删除、硬盘损坏"),
        NO,
        noop("help", "程序不能阻止删除。同一硬盘上的备份会一起丢失。"),
        noop("help", "按提醒把备份复制到其他介质，放在别处。"),
    ),
    Row(
        noop("help", "操作系统管理员、木马、键盘记录、远程控制"),
        NO,
        noop("help", "控制了电脑的人或程序，可以看到屏幕、键盘和内存中的一切。"),
        noop("help", "专机专用，不联网，不插来历不明的移动介质。"),
    ),
    Row(
        noop("help", "直接读内存的设备、冷启动、偷拍、电磁泄漏"),
        NO,
        noop("help", "软件防不了。"),
        noop("help", "由本单位的场所和设备管理解决。"),
    ),
    Row(
        noop("help", "内存、剪贴板、打印缓存、交换文件、休眠文件中的残留"),
        PARTLY,
        noop("help", "锁定时清除密钥和剪贴板，但文字、字体缓存、打印队列中可能还有内容，只是减少，没有排除。"),
        noop("help", "启用整盘加密，关闭休眠和交换文件；锁定后再离开。"),
    ),
    Row(
        noop("help", "固态硬盘上删除后的残留、旧备份、纸件"),
        NO,
        noop("help", "固态硬盘不能保证擦除。旧备份仍能用当时的口令打开，打印出来的纸没有加密。"),
        noop("help", "报废硬盘物理销毁；旧备份、纸件按规定清理。"),
    ),
    Row(
        noop("help", "口令都忘记，恢复密钥也丢失"),
        NO,
        noop("help", "数据无法找回，谁也没有后门。这是有意如此。"),
        noop("help", "生成恢复密钥，两份分开保管，每年演练。"),
    ),
    Row(
        noop("help", "调整电脑时钟"),
        PARTLY,
        noop("help", "不联网的电脑时间无法核实。能证明的只是先后次序，时钟倒退会记入审计。"),
        noop("help", "安全审计员留意审计中的“时钟倒退”。"),
    ),
    Row(
        noop("help", "劣质U盘、有毛病的内存"),
        PARTLY,
        noop("help", "写入后会读回核对，但可能晚些才发现。"),
        noop("help", "多留几份检验过的备份，放在不同的介质上。"),
    ),
)

# what the program is not
LIMITS = (
    noop("help", "本程序没有经过任何机构的检测、测评或认证，也不代替本单位的保密管理。"),
    noop("help", "本程序不用于绝密。涉密信息能否在这台电脑上处理，由本单位保密部门决定。"),
    noop("help", "预警只是疑似，须由人核实认定。"),
)
