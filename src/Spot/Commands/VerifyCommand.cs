using System.CommandLine;
using System.Globalization;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Spot.Api.Trust;
using Spot.Hosting;
using Spot.Silo.Trust;

namespace Spot.Commands;

/// <summary><c>spot verify FILE</c>: checks a record without a server. Ends with 0: genuine; 1: not genuine; 2: could not be checked.</summary>
public static class VerifyCommand
{
    private const int Genuine = 0;
    private const int NotGenuine = 1;
    private const int NotChecked = 2;

    public static Command Create()
    {
        var file = new Argument<string>("FILE") { Description = "The PDF." };
        var authority = new Option<string?>("--ca") { Description = $"The installation's certificates, as https://<domain>/ca.pem serves them (default: {RecordAuthorityFiles.CertificatesName} in the data folder)." };
        var data = Verbs.Data();
        var verify = new Command("verify", "Checks whether a PDF is a record as it was signed. Needs no server; a password is not needed.") { file, authority, data };
        verify.SetAction(result => Check(
            result.GetValue(file)!,
            result.GetValue(authority) ?? Path.Combine(SpotSettings.Read((nameof(SpotSettings.Data), result.GetValue(data))).Data, RecordAuthorityFiles.CertificatesName),
            result.InvocationConfiguration.Output,
            result.InvocationConfiguration.Error));
        return verify;
    }

    private static int Check(string file, string certificates, TextWriter output, TextWriter error)
    {
        try
        {
            var check = RecordVerifier.Check(File.ReadAllBytes(file), Authorities(certificates));
            output.WriteLine(Sentence(check));
            return check.Verdict == RecordVerdict.Genuine ? Genuine : NotGenuine;
        }
        catch (Exception missing) when (missing is IOException or UnauthorizedAccessException)
        {
            error.WriteLine(missing is FileNotFoundException { FileName: { } name } ? $"There is no file {name}." : $"It cannot be checked: {missing.Message}");
            return NotChecked;
        }
        catch (CryptographicException)
        {
            error.WriteLine($"{certificates} holds no certificate of an authority. Take the installation's from https://<domain>/ca.pem.");
            return NotChecked;
        }
    }

    private static X509Certificate2Collection Authorities(string path)
    {
        if (!File.Exists(path)) throw new IOException($"there are no certificates at {path}. Name them with --ca; https://<domain>/ca.pem serves them.");
        return RecordVerifier.Authorities(File.ReadAllText(path));
    }

    private static string Sentence(RecordCheck check) => check.Verdict switch
    {
        RecordVerdict.Genuine => $"Genuine and unchanged. Signed on {Day(check)} by \"{check.Signer}\". It covers the whole file.",
        RecordVerdict.Changed => $"Changed after it was signed on {Day(check)} by \"{check.Signer}\".",
        RecordVerdict.NotOurs => "Not a record of this installation: it carries no signature of it.",
        RecordVerdict.Damaged => "Damaged: the file is cut short, or its signature cannot be read.",
        _ => "Not a PDF.",
    };

    private static string Day(RecordCheck check) => check.Day!.Value.ToString("d MMMM yyyy", CultureInfo.InvariantCulture);
}
