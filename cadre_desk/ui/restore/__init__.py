"""从备份恢复: reached from the sign-in window, without an open vault."""
