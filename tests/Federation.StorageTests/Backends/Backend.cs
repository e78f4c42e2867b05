namespace Federation.StorageTests.Backends;

public enum Backend
{
    Sqlite,
    SqlServer,
}
