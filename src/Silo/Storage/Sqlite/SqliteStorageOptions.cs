namespace Spot.Silo.Storage.Sqlite;

/// <summary>Where an installation on SQLite lives.</summary>
public sealed record SqliteStorageOptions
{
    /// <summary>The folder of database, vault and lock; made for its owner alone.</summary>
    public required string DataFolder { get; init; }

    /// <summary>The folder of the root key, apart from the data: whoever has both can open what belongs to the service.</summary>
    public required string KeysFolder { get; init; }

    /// <summary>Where this process answers: told to whoever starts a second one. Null while it is not known (<see cref="SqliteStore.Announce"/>).</summary>
    public string? Address { get; init; }
}
