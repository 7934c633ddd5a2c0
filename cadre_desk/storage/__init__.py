"""The encrypted file: the only place that knows SQLAlchemy and SQLCipher."""
