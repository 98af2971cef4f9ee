using System.Security.Cryptography;
using System.Text;
using Spot.Api.Trust;
using Spot.Grains.Abstractions.Trust;

namespace Spot.Api.Tests.Trust;

public class RecordVerifierTests
{
    private static readonly byte[] Genuine = Records.Make(Records.Short);

    private static RecordVerdict Verdict(byte[] file) => RecordVerifier.Check(file, [Records.Authority]).Verdict;

    [Fact]
    public void A_record_as_it_was_signed_is_genuine_and_says_its_day()
    {
        var check = RecordVerifier.Check(Genuine, [Records.Authority]);
        Assert.Equal(new RecordCheck(RecordVerdict.Genuine, Records.Day, "Spot records 2026"), check);
    }

    [Fact]
    public void A_record_with_a_password_is_checked_without_it() =>
        Assert.Equal(RecordVerdict.Genuine, Verdict(Records.Make(Records.Short, "orchard-meadow-thumb-piano-lake")));

    [Fact]
    public void No_byte_can_change_unseen()
    {
        // Every place in the first and last kilobytes and around the signature, and some of all others.
        var gap = Genuine.AsSpan().IndexOf("/Contents <"u8);
        var places = Enumerable.Range(0, Genuine.Length).Where(i => i < 300 || i > Genuine.Length - 700 || Math.Abs(i - gap) < 300 || i % 20_011 == 0);
        foreach (var place in places)
        {
            var file = Genuine.ToArray();
            file[place] ^= 0x21;
            Assert.True(Verdict(file) != RecordVerdict.Genuine, $"byte {place} of {file.Length}");
        }
    }

    [Fact]
    public void A_changed_page_is_called_changed()
    {
        var file = Genuine.ToArray();
        file[file.AsSpan().IndexOf("stream\n"u8) + 60] ^= 1;
        Assert.Equal(RecordVerdict.Changed, Verdict(file));
    }

    [Fact]
    public void A_file_with_something_added_at_its_end_is_called_changed() => Assert.Equal(RecordVerdict.Changed, Verdict([.. Genuine, .. "\n%added\n"u8]));

    [Fact]
    public void Something_hidden_in_the_signatures_room_is_found()
    {
        var file = Genuine.ToArray();
        var end = file.AsSpan().IndexOf("0>/M "u8);
        Assert.True(end > 0);
        "ab"u8.CopyTo(file.AsSpan(end - 1));
        Assert.Equal(RecordVerdict.Damaged, Verdict(file));
        "> "u8.CopyTo(file.AsSpan(end - 1));
        Assert.Equal(RecordVerdict.Damaged, Verdict(file));
    }

    [Fact]
    public void A_file_that_is_cut_short_is_called_damaged() => Assert.Equal(RecordVerdict.Damaged, Verdict(Genuine[..^2000]));

    [Fact]
    public void Another_installations_record_is_not_ours()
    {
        using var key = RSA.Create(RecordCertificates.KeySize);
        using var other = RecordCertificates.Authority(key, Records.Day);
        Assert.Equal(RecordVerdict.NotOurs, RecordVerifier.Check(Genuine, [other]).Verdict);
    }

    [Fact]
    public void A_record_signed_by_the_authoritys_own_key_is_not_accepted()
    {
        using var key = RSA.Create(RecordCertificates.KeySize);
        using var authority = RecordCertificates.Authority(key, Records.Day);
        var digest = SHA256.HashData("x"u8);
        Assert.Equal(RecordVerdict.NotOurs, RecordVerifier.Check(digest, RecordSignature.Sign(digest, Records.Day, authority, [], key), [authority]).Verdict);
    }

    [Fact]
    public void A_record_dated_before_its_key_was_made_is_not_accepted()
    {
        using var authorityKey = RSA.Create(2048);
        using var key = RSA.Create(2048);
        using var authority = RecordCertificates.Authority(authorityKey, Records.Day);
        using var signer = RecordCertificates.Signer(key, authority, Records.Day);
        var digest = SHA256.HashData("x"u8);
        Assert.Equal(RecordVerdict.Genuine, RecordVerifier.Check(digest, RecordSignature.Sign(digest, Records.Day, signer, [authority], key), [authority]).Verdict);
        Assert.Equal(RecordVerdict.NotOurs, RecordVerifier.Check(digest, RecordSignature.Sign(digest, Records.Day.AddDays(-9), signer, [authority], key), [authority]).Verdict);
    }

    [Theory]
    [InlineData("%PDF-1.7\nno signature here", RecordVerdict.NotOurs)]
    [InlineData("%PDF-1.7\n/ByteRange [0 9 12 999999]", RecordVerdict.Damaged)]
    [InlineData("%PDF-1.7\n/ByteRange [0 5 9 1] <zz>      ", RecordVerdict.Damaged)]
    [InlineData("%PDF-1.7\n/ByteRange [9999999999 9999999999 9999999999 9999999999]", RecordVerdict.Damaged)]
    [InlineData("%PDF-1.7\n/ByteRange nonsense", RecordVerdict.NotOurs)]
    [InlineData("hello", RecordVerdict.NotPdf)]
    [InlineData("", RecordVerdict.NotPdf)]
    public void Other_files_get_a_clear_answer(string file, RecordVerdict expected) => Assert.Equal(expected, Verdict(Encoding.Latin1.GetBytes(file)));

    [Fact]
    public void The_published_certificates_are_enough_to_check_with()
    {
        var pem = Records.Authority.ExportCertificatePem() + "\n" + Records.Signer.ExportCertificatePem();
        var authorities = RecordVerifier.Authorities(pem);
        Assert.Equal(Records.Authority.RawData, Assert.Single(authorities).RawData);
        Assert.Equal(RecordVerdict.Genuine, RecordVerifier.Check(Genuine, authorities).Verdict);
    }

    [Fact]
    public void The_time_logs_random_bytes_can_be_read_without_a_password()
    {
        var file = Records.Make(Records.Short, "orchard");
        Assert.StartsWith("%Random for the time log: " + Convert.ToHexStringLower(Records.Random), Encoding.Latin1.GetString(file).Split('\n')[2], StringComparison.Ordinal);
    }
}
