using System.Security.Cryptography;
using Microsoft.Extensions.Options;
using Spot.Api.Hosting;
using Spot.Api.Trust.Drawing;
using Spot.Api.Trust.Pdf;
using Spot.Grains.Abstractions.Conversations;
using Spot.Grains.Abstractions.Trust;

namespace Spot.Api.Trust;

/// <summary>A record that was made.</summary>
/// <param name="File">The file; null: not signed.</param>
/// <param name="Outcome">How signing ended.</param>
public sealed record MadeRecord(byte[]? File, SigningOutcome Outcome);

/// <summary>Makes a record: draws it, encrypts it when wished, has it signed. Nothing of it touches a disk.</summary>
public sealed class RecordMaker(PublishedCertificates certificates, IOptions<ApiOptions> options) : IDisposable
{
    private const int RandomSize = 32;

    // Drawing is the most work that a page of Spot does: two at a time, so that a chat next to it stays quick.
    private readonly SemaphoreSlim drawing = new(2);

    /// <summary>Makes one.</summary>
    /// <param name="contents">The conversation as it stands.</param>
    /// <param name="password">The password of the file; null or empty: none.</param>
    /// <param name="sign">Asks the conversation for the signature, on the strength of the reporter's visit.</param>
    /// <param name="cancellation">Gives up waiting for a turn at drawing.</param>
    /// <returns>The file, or why there is none.</returns>
    public async Task<Visit<MadeRecord>> Make(
        RecordContents contents, string? password, Func<SigningRequest, Task<Visit<RecordSigning>>> sign, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(sign);
        ArgumentNullException.ThrowIfNull(contents);
        var frame = new RecordFrame(new Uri(options.Value.Address, "verify"), await certificates.Fingerprint(), RandomNumberGenerator.GetBytes(RandomSize));
        var file = await Draw(contents, frame, password, cancellation);
        var visit = await sign(new SigningRequest { Digest = file.Digest(), Random = frame.Random, Day = contents.Day });
        if (visit.Value is not { } signing) return new Visit<MadeRecord> { Refusal = visit.Refusal };
        return new Visit<MadeRecord> { Value = new MadeRecord(signing.Outcome == SigningOutcome.Signed ? file.Fill(signing.Signature) : null, signing.Outcome) };
    }

    /// <inheritdoc/>
    public void Dispose() => drawing.Dispose();

    private async Task<SignableFile> Draw(RecordContents contents, RecordFrame frame, string? password, CancellationToken cancellation)
    {
        await drawing.WaitAsync(cancellation);
        try
        {
            using var encryption = string.IsNullOrEmpty(password) ? null : PdfPassword.For(password);
            return SignableFile.Prepare(RecordDrawing.Draw(contents, frame, RecordTexts.English), contents.Day, contents.Language, frame.Random, encryption);
        }
        finally
        {
            drawing.Release();
        }
    }
}
