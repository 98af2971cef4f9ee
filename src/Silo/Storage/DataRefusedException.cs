namespace Spot.Silo.Storage;

/// <summary>Why Spot does not start on this data.</summary>
public enum DataRefusal
{
    /// <summary>Another process works on the same data.</summary>
    AlreadyRunning,

    /// <summary>The database was written by a newer Spot.</summary>
    NewerSchema,

    /// <summary>There is data, and no root key to open it.</summary>
    RootKeyMissing,

    /// <summary>The root key's file cannot be read or is not one.</summary>
    RootKeyDamaged,

    /// <summary>The root key is another installation's, or another of this one.</summary>
    RootKeyForeign,

    /// <summary>There is a vault with keys, and no data they belong to.</summary>
    DataMissing,

    /// <summary>There is data, and no vault with its keys.</summary>
    VaultMissing,

    /// <summary>The vault belongs to another installation.</summary>
    VaultForeign,

    /// <summary>The vault is older than the data: keys erased since would come back, keys made since would lack.</summary>
    VaultOlder,

    /// <summary>Other users can look into the folder of data or keys.</summary>
    FolderOpen,
}

/// <summary>Spot will not start on this data. The message is a sentence for the person at the terminal: what is wrong, where, what to do.</summary>
public sealed class DataRefusedException(DataRefusal reason, string message, Exception? cause = null) : Exception(message, cause)
{
    /// <summary>What is wrong.</summary>
    public DataRefusal Reason { get; } = reason;
}
