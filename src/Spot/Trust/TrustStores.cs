using System.Diagnostics;
using System.Runtime.CompilerServices;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Spot.Api.Hosting.Tls;

namespace Spot.Trust;

/// <summary>The places where a machine's programs look for authorities to trust. Each tells what it did, or why not and what to type instead.</summary>
internal static class TrustStores
{
    /// <summary>Installs into every store that is there and that this user may write.</summary>
    public static async IAsyncEnumerable<string> Install(LocalAuthority authority, [EnumeratorCancellation] CancellationToken cancellation)
    {
        yield return ForDotNet(authority);
        if (OperatingSystem.IsLinux())
        {
            foreach (var database in NssDatabases()) yield return await ForNss(database, authority, cancellation);
            yield return await ForDebian(authority, cancellation);
        }
        else if (OperatingSystem.IsMacOS())
        {
            yield return await Run("security", ["add-trusted-cert", "-k", Path.Combine(Home, "Library/Keychains/login.keychain-db"), authority.PublicFile], cancellation)
                ? "Keychain: installed." : $"Keychain: not installed. Open {authority.PublicFile} and trust it there.";
        }
    }

    private static string Home => Environment.GetFolderPath(Environment.SpecialFolder.UserProfile);

    // On Windows this is the store that browsers use; elsewhere it is .NET's own.
    private static string ForDotNet(LocalAuthority authority)
    {
        try
        {
            using var store = new X509Store(StoreName.Root, StoreLocation.CurrentUser, OpenFlags.ReadWrite);
            using var bare = X509CertificateLoader.LoadCertificate(authority.Certificate.RawData);
            store.Add(bare);
            return "This user's .NET programs: installed.";
        }
        catch (CryptographicException)
        {
            return "This user's .NET programs: not installed (the store cannot be written).";
        }
    }

    // Chromium and Chrome look in the first; Firefox keeps one a profile.
    private static IEnumerable<string> NssDatabases()
    {
        var shared = Path.Combine(Home, ".pki", "nssdb");
        var firefox = Path.Combine(Home, ".mozilla", "firefox");
        var profiles = Directory.Exists(firefox) ? Directory.EnumerateDirectories(firefox).Where(p => File.Exists(Path.Combine(p, "cert9.db"))) : [];
        return profiles.Prepend(shared);
    }

    private static async Task<string> ForNss(string database, LocalAuthority authority, CancellationToken cancellation)
    {
        var name = authority.Certificate.GetNameInfo(X509NameType.SimpleName, forIssuer: false);
        var store = $"sql:{database}";
        if (!Directory.Exists(database))
        {
            Directory.CreateDirectory(database);
            await Run("certutil", ["-N", "--empty-password", "-d", store], cancellation);
        }
        return await Run("certutil", ["-A", "-d", store, "-t", "C,,", "-n", name, "-i", authority.PublicFile], cancellation)
            ? $"Browsers ({database}): installed. Restart the browser."
            : $"Browsers ({database}): not installed. Install libnss3-tools and run this again, or import the file in the browser's settings, under authorities.";
    }

    private static async Task<string> ForDebian(LocalAuthority authority, CancellationToken cancellation)
    {
        const string folder = "/usr/local/share/ca-certificates";
        var file = Path.Combine(folder, $"spot-{Convert.ToHexStringLower(authority.Certificate.GetCertHash(HashAlgorithmName.SHA256))[..8]}.crt");
        var byHand = $"sudo cp {authority.PublicFile} {file} && sudo update-ca-certificates";
        try
        {
            if (!Directory.Exists(folder)) return "The system (curl and others): this system keeps its authorities elsewhere; see its manual.";
            File.Copy(authority.PublicFile, file, overwrite: true);
            return await Run("update-ca-certificates", [], cancellation) ? "The system (curl and others): installed." : $"The system (curl and others): not installed. Type: {byHand}";
        }
        catch (UnauthorizedAccessException)
        {
            return $"The system (curl and others): not installed, that needs root. Type: {byHand}";
        }
    }

    private static async Task<bool> Run(string program, IEnumerable<string> arguments, CancellationToken cancellation)
    {
        try
        {
            using var process = Process.Start(new ProcessStartInfo(program, arguments) { RedirectStandardOutput = true, RedirectStandardError = true });
            if (process is null) return false;
            var (output, errors) = (process.StandardOutput.ReadToEndAsync(cancellation), process.StandardError.ReadToEndAsync(cancellation));
            await Task.WhenAll(output, errors, process.WaitForExitAsync(cancellation));
            return process.ExitCode == 0;
        }
        catch (System.ComponentModel.Win32Exception)
        {
            return false; // The program is not installed.
        }
    }
}
