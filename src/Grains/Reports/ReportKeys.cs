using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Spot.Grains.Abstractions.Identity;
using Spot.Grains.Vault;

namespace Spot.Grains.Reports;

/// <summary>The inner layer of a report: its two keys, what they seal, and how they are sealed to people.</summary>
/// <remarks>
/// <para>The report key seals what company and reporter share; the notes key seals what the company writes for itself. Neither is stored:
/// each reader has both by HPKE, the reporter has the report key alone.</para>
/// <para>A content's place: tenant, its kind (<c>report.contents</c>, <c>report.message</c>, <c>report.outcome</c>, <c>report.note</c>), the
/// report, the number of the entry it lies in.</para>
/// <para>Sealed to a person: report key 32 | notes key 32, with info = <c>spot/1/report-reader</c> | tenant 16 | report 16 | administrator 16 |
/// key number 4 (big-endian); to the recovery key: <c>spot/1/report-recovery</c> | tenant 16 | report 16.</para>
/// </remarks>
internal sealed class ReportKeys : IDisposable
{
    private const string ReaderLabel = "spot/1/report-reader";
    private const string RecoveryLabel = "spot/1/report-recovery";
    private const string ContentsKind = "report.contents";

    private readonly TenantId tenant;
    private readonly Id16 report;
    private readonly Key32 reportKey;
    private readonly Key32? notesKey;

    /// <summary>Both keys, or the reporter's one. The keys are copied.</summary>
    public ReportKeys(TenantId tenant, Id16 report, Key32 reportKey, Key32? notesKey)
    {
        (this.tenant, this.report) = (tenant, report);
        this.reportKey = reportKey.Copy();
        this.notesKey = notesKey?.Copy();
    }

    /// <summary>The kind of a message between company and reporter.</summary>
    public const string Message = "report.message";

    /// <summary>The kind of what the reporter is told at the end.</summary>
    public const string Outcome = "report.outcome";

    /// <summary>The kind of an internal note.</summary>
    public const string Note = "report.note";

    /// <summary>How many bytes are sealed to a person.</summary>
    public const int PairSize = 2 * Key32.Size;

    /// <summary>The keys from what was sealed to a person. The caller zeroes its bytes.</summary>
    public static ReportKeys FromPair(TenantId tenant, Id16 report, ReadOnlySpan<byte> pair)
    {
        if (pair.Length != PairSize) throw new ArgumentException($"Two keys have {PairSize} bytes.", nameof(pair));
        using var first = Key32.FromBytes(pair[..Key32.Size]);
        using var second = Key32.FromBytes(pair[Key32.Size..]);
        return new ReportKeys(tenant, report, first, second);
    }

    /// <summary>What a wrap for a reader is bound to.</summary>
    public static byte[] ReaderInfo(TenantId tenant, Id16 report, Id16 administrator, int keyNumber)
    {
        var info = new byte[ReaderLabel.Length + 3 * Id16.Size + 4];
        var at = Begin(info, ReaderLabel, tenant, report);
        administrator.CopyTo(info.AsSpan(at));
        BinaryPrimitives.WriteInt32BigEndian(info.AsSpan(at + Id16.Size), keyNumber);
        return info;
    }

    /// <summary>What the recovery key's wrap is bound to.</summary>
    public static byte[] RecoveryInfo(TenantId tenant, Id16 report)
    {
        var info = new byte[RecoveryLabel.Length + 2 * Id16.Size];
        Begin(info, RecoveryLabel, tenant, report);
        return info;
    }

    /// <summary>Seals both keys to a public key.</summary>
    public byte[] SealTo(ReadOnlySpan<byte> publicKey, ReadOnlySpan<byte> info)
    {
        Span<byte> pair = stackalloc byte[PairSize];
        try
        {
            reportKey.Bytes.CopyTo(pair);
            Notes.Bytes.CopyTo(pair[Key32.Size..]);
            return Hpke.Seal(publicKey, info, default, pair);
        }
        finally
        {
            CryptographicOperations.ZeroMemory(pair);
        }
    }

    /// <summary>Seals the report as sent, for entry 1.</summary>
    public byte[] Seal(ReportContents contents)
    {
        var json = JsonSerializer.SerializeToUtf8Bytes(contents, ReportJson.Default.ReportContents);
        try
        {
            return Sealer.Seal(reportKey, Place(ContentsKind, 1), json, Padding.Entry);
        }
        finally
        {
            CryptographicOperations.ZeroMemory(json);
        }
    }

    /// <summary>Opens the report as sent.</summary>
    /// <exception cref="SealException">It is not what was sealed, or the key is another one.</exception>
    public ReportContents Open(ReportSubmitted entry)
    {
        var json = Sealer.Open(reportKey, Place(ContentsKind, 1), entry.Contents);
        try
        {
            return ReportJson.Read(json, ReportJson.Default.ReportContents, ContentsKind);
        }
        finally
        {
            CryptographicOperations.ZeroMemory(json);
        }
    }

    /// <summary>Whether this is the key of the report; damage is still thrown.</summary>
    public bool Fits(ReportSubmitted entry)
    {
        var fault = Sealer.TryOpen(reportKey, Place(ContentsKind, 1), entry.Contents, out var json);
        CryptographicOperations.ZeroMemory(json);
        return fault is SealFault.None || (fault is SealFault.WrongKey ? false : throw new SealException(fault, ContentsKind));
    }

    /// <summary>Seals a text.</summary>
    /// <param name="kind"><see cref="Message"/>, <see cref="Outcome"/> or <see cref="Note"/>: a note goes under the notes key.</param>
    /// <param name="number">The entry it will lie in.</param>
    /// <param name="text">The text.</param>
    public byte[] Seal(string kind, int number, string text)
    {
        var bytes = Encoding.UTF8.GetBytes(text);
        try
        {
            return Sealer.Seal(KeyFor(kind), Place(kind, number), bytes, Padding.Entry);
        }
        finally
        {
            CryptographicOperations.ZeroMemory(bytes);
        }
    }

    /// <summary>Opens a text.</summary>
    /// <exception cref="SealException">It is not what was sealed, or the key is another one.</exception>
    public string Open(string kind, int number, ReadOnlySpan<byte> text)
    {
        var bytes = Sealer.Open(KeyFor(kind), Place(kind, number), text);
        try
        {
            return Encoding.UTF8.GetString(bytes);
        }
        finally
        {
            CryptographicOperations.ZeroMemory(bytes);
        }
    }

    /// <summary>Zeroes the keys.</summary>
    public void Dispose()
    {
        reportKey.Dispose();
        notesKey?.Dispose();
    }

    /// <inheritdoc/>
    public override string ToString() => "[redacted]";

    private Key32 Notes => notesKey ?? throw new InvalidOperationException("The reporter has no key for notes.");

    private Key32 KeyFor(string kind) => kind == Note ? Notes : reportKey;

    private SealContext Place(string kind, int number) => new(tenant, kind, report, number);

    private static int Begin(Span<byte> info, string label, TenantId tenant, Id16 report)
    {
        var at = Encoding.ASCII.GetBytes(label, info);
        tenant.Value.CopyTo(info[at..]);
        report.CopyTo(info[(at + Id16.Size)..]);
        return at + 2 * Id16.Size;
    }
}
