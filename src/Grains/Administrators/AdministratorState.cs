using System.Text.Json.Serialization;
using Spot.Grains.Abstractions.Administrators;
using Spot.Grains.Abstractions.Identity;
using Spot.Grains.Abstractions.Tenants;

namespace Spot.Grains.Administrators;

/// <summary>What is stored of an administrator. No password, no key that opens anything by itself.</summary>
[GenerateSerializer, Alias("spot.admin.state")]
internal sealed record AdministratorState
{
    /// <summary>Raised by any change of the account that ends its sessions; 0: there is no account.</summary>
    [Id(0)] public int Epoch { get; init; }

    /// <summary>The name.</summary>
    [Id(1)] public string Name { get; init; } = "";

    /// <summary>What the person does in the company.</summary>
    [Id(2)] public string Title { get; init; } = "";

    /// <summary>The mail address, normalised.</summary>
    [Id(3)] public string Mail { get; init; } = "";

    /// <summary>The role.</summary>
    [Id(4)] public AdministratorRole Role { get; init; }

    /// <summary>Whether it came of the first owner's link.</summary>
    [Id(5)] public bool FirstOwner { get; init; }

    /// <summary>A PHC string without its hash part.</summary>
    [Id(6)] public string Parameters { get; init; } = "";

    /// <summary>SHA-256 of the verifier.</summary>
    [Id(7)] public byte[] Verifier { get; init; } = [];

    /// <summary>The private key under the password's key.</summary>
    [Id(8)] public byte[] PrivateKey { get; init; } = [];

    /// <summary>The public key.</summary>
    [Id(9)] public byte[] PublicKey { get; init; } = [];

    /// <summary>Counts the account's keys, from 1.</summary>
    [Id(10)] public int KeyNumber { get; init; }

    /// <summary>The second factor's secret; null: none confirmed.</summary>
    [Id(11)] public byte[]? Device { get; init; }

    /// <summary>One that waits to be confirmed.</summary>
    [Id(12)] public byte[]? NewDevice { get; init; }

    /// <summary>The last time step of which a code was spent: neither it nor an older one is taken again.</summary>
    [Id(13)] public long SpentStep { get; init; }

    /// <summary>The key of the recovery codes' hashes.</summary>
    [Id(14)] public byte[] CodeKey { get; init; } = [];

    /// <summary>The recovery codes that are left.</summary>
    [Id(15)] public IReadOnlyList<byte[]> Codes { get; init; } = [];

    /// <summary>Whether the person has kept them.</summary>
    [Id(16)] public bool CodesKept { get; init; }

    /// <summary>Whether the first owner has kept the recovery key.</summary>
    [Id(17)] public bool RecoveryKept { get; init; }

    /// <summary>Wrong passwords in a row.</summary>
    [Id(18)] public int WrongPasswords { get; init; }

    /// <summary>Wrong codes in a row.</summary>
    [Id(19)] public int WrongCodes { get; init; }

    /// <summary>Until when nothing is tried; null: not locked.</summary>
    [Id(20)] public DateTimeOffset? LockedUntil { get; init; }

    /// <summary>Sessions whose rows and keys may still be there.</summary>
    [Id(21)] public IReadOnlyList<KnownSession> Sessions { get; init; } = [];

    /// <summary>What the company's key directory has not heard yet.</summary>
    [Id(22)] public IReadOnlyList<AdministratorEntry> Pending { get; init; } = [];

    /// <summary>The session for which <see cref="NewDevice"/> was made: whoever begins anew gets another one.</summary>
    [Id(23), JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] public Id16? NewDeviceFor { get; init; }

    /// <summary>What is left to set up.</summary>
    internal SetUpStep Next =>
        Device is null ? SetUpStep.SecondFactor
        : !CodesKept ? SetUpStep.RecoveryCodes
        : FirstOwner && !RecoveryKept ? SetUpStep.RecoveryKey
        : SetUpStep.None;

    /// <inheritdoc/>
    public override string ToString() => "[redacted]";
}

/// <summary>A session that may still have a row and a key.</summary>
[GenerateSerializer, Alias("spot.admin.session")]
internal readonly record struct KnownSession
{
    /// <summary>The session.</summary>
    [Id(0)] public required Id16 Session { get; init; }

    /// <summary>When it is over in any case.</summary>
    [Id(1)] public required DateTimeOffset Until { get; init; }

    /// <summary>Whether it gave the code, too. Those that did not are counted apart.</summary>
    [Id(2), JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)] public bool Full { get; init; }
}
