using System.Formats.Asn1;
using System.Security.Cryptography.X509Certificates;

namespace Spot.Api.Hosting.Tls;

/// <summary>The extension that keeps a certificate authority to one domain (RFC 5280, 4.2.1.10): who trusts it trusts it for nothing else.</summary>
internal static class NameConstraints
{
    private const string Oid = "2.5.29.30";

    /// <summary>Permits the domain and all names below it; excludes every address, which would otherwise stay unconstrained.</summary>
    public static X509Extension Only(string domain)
    {
        // NameConstraints ::= SEQUENCE { permittedSubtrees [0] GeneralSubtrees, excludedSubtrees [1] GeneralSubtrees };
        // GeneralSubtree ::= SEQUENCE { base GeneralName }; dNSName is [2], iPAddress is [7] with address and mask.
        var dnsName = new Asn1Tag(TagClass.ContextSpecific, 2);
        var ipAddress = new Asn1Tag(TagClass.ContextSpecific, 7);
        var writer = new AsnWriter(AsnEncodingRules.DER);
        using (writer.PushSequence())
        {
            using (writer.PushSequence(new Asn1Tag(TagClass.ContextSpecific, 0)))
            using (writer.PushSequence())
                writer.WriteCharacterString(UniversalTagNumber.IA5String, domain, dnsName);
            using (writer.PushSequence(new Asn1Tag(TagClass.ContextSpecific, 1)))
            {
                foreach (var length in (ReadOnlySpan<int>)[2 * 4, 2 * 16])
                {
                    using (writer.PushSequence())
                        writer.WriteOctetString(new byte[length], ipAddress);
                }
            }
        }
        return new X509Extension(Oid, writer.Encode(), critical: true);
    }
}
