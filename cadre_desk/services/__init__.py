"""What an officer can do: functions that take a Work or an Ask and give frozen records."""
