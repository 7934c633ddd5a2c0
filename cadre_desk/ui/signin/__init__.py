"""登录: open the vault, or make the first one."""
