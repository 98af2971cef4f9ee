using System.Security.Cryptography;
using Isopoh.Cryptography.Argon2;
using Microsoft.Extensions.Options;
using Spot.Grains.Abstractions.Administrators;
using Spot.Grains.Abstractions.Identity;

namespace Spot.Api.Administrators;

/// <summary>Turns a password into its two keys: one run of Argon2id (RFC 9106), tag 32 bytes, then HKDF-Expand with "spot/1/login" (proves it) and
/// "spot/1/wrap" (opens the private key). The password never leaves the front door, and the tag is kept nowhere.</summary>
/// <remarks>A run takes a third of a second and 64 MiB, so only so many go at once and wait, the companies in turn; beyond that the answer is "busy",
/// never a queue without end.</remarks>
public sealed class PasswordKeys
{
    private const int Size = 32;

    private readonly AdministratorOptions options;
    private readonly PasswordQueue queue;

    /// <summary>For this process.</summary>
    public PasswordKeys(IOptions<AdministratorOptions> options)
    {
        this.options = options.Value;
        var atOnce = this.options.AtOnce > 0 ? this.options.AtOnce : Math.Max(1, Environment.ProcessorCount / 2);
        queue = new PasswordQueue(atOnce, this.options.Waiting, this.options.WaitingEach);
    }

    /// <summary>How a new password is hashed from now on.</summary>
    public string NewParameters() => PasswordParameters.New(options).ToString();

    /// <summary>The keys; null: too many passwords are waiting already.</summary>
    /// <param name="tenant">The company for which somebody waits.</param>
    /// <param name="parameters">From <see cref="NewParameters"/>, as stored. Null, where there is no account: the same work is done for nothing, so that
    /// the time does not tell.</param>
    /// <param name="password">As typed.</param>
    /// <param name="cancellation">Gives up waiting; a run once begun goes on.</param>
    public async Task<PasswordProof?> Derive(TenantId tenant, string? parameters, string password, CancellationToken cancellation)
    {
        var how = parameters is null ? PasswordParameters.New(options) : PasswordParameters.Parse(parameters);
        using var place = await queue.Enter(tenant, cancellation);
        return place is not null ? await Task.Run(() => Derive(how, password), CancellationToken.None) : null;
    }

    /// <summary>The keys, at once.</summary>
    internal static PasswordProof Derive(PasswordParameters how, string password)
    {
        var tag = Tag(how, PasswordRules.Bytes(password));
        try
        {
            return new PasswordProof
            {
                Verifier = HKDF.Expand(HashAlgorithmName.SHA256, tag, Size, "spot/1/login"u8.ToArray()),
                Kek = HKDF.Expand(HashAlgorithmName.SHA256, tag, Size, "spot/1/wrap"u8.ToArray()),
            };
        }
        finally
        {
            CryptographicOperations.ZeroMemory(tag);
        }
    }

    /// <summary>Argon2id's tag. The password's bytes are zeroed.</summary>
    internal static byte[] Tag(PasswordParameters how, byte[] password)
    {
        using var argon2 = new Argon2(new Argon2Config
        {
            Type = Argon2Type.HybridAddressing,
            Version = Argon2Version.Nineteen,
            MemoryCost = how.MemoryKiB,
            TimeCost = how.Passes,
            Lanes = how.Lanes,
            Threads = Math.Min(how.Lanes, Environment.ProcessorCount),
            Salt = how.Salt,
            Password = password,
            ClearPassword = true,
            HashLength = Size,
        });
        using var tag = argon2.Hash();
        return [.. tag.Buffer];
    }
}
