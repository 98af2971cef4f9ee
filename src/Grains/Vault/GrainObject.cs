using System.Security.Cryptography;
using System.Text;
using Spot.Grains.Abstractions.Identity;

namespace Spot.Grains.Vault;

/// <summary>Under which key of the vault a grain's stored state lies: what its grain erases to be forgotten.</summary>
public static class GrainObject
{
    /// <summary>The kind of an administrator's grain key.</summary>
    public const string AdministratorKind = "admin";

    /// <summary>The kind of a session's grain key.</summary>
    public const string SessionKind = "session";

    private const string Label = "spot/1/grain-object/";

    /// <summary>The name of the key: one of their own for administrators and sessions, the company's general one for all else.</summary>
    public static ObjectName Of(GrainKey grain) => grain.Kind switch
    {
        AdministratorKind => new ObjectName(ObjectKinds.Administrator, Named(grain)),
        SessionKind => new ObjectName(ObjectKinds.Session, Named(grain)),
        _ => ObjectName.General,
    };

    private static Id16 Named(GrainKey grain)
    {
        Span<byte> hash = stackalloc byte[SHA256.HashSizeInBytes];
        SHA256.HashData(Encoding.UTF8.GetBytes(Label + grain), hash);
        return new Id16(hash[..Id16.Size]);
    }
}
