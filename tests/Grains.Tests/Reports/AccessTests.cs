using CsCheck;
using Spot.Grains.Abstractions.Identity;
using Spot.Grains.Abstractions.Reports;
using Spot.Grains.Reports;
using Spot.Grains.Tests.Hosting;
using Spot.Grains.Vault;

namespace Spot.Grains.Tests.Reports;

/// <summary>Who can really decrypt what, after anything that may happen, is who should: the model is three lines, the rest is the product.</summary>
public sealed class AccessTests(SpotCluster spot) : IClassFixture<SpotCluster>
{
    /// <summary>What happens: to whom or which case, and the excluded as bits.</summary>
    private sealed record Step(int What, int Which, int Bits);

    private static readonly Gen<Step[]> Steps = Gen.Select(Gen.Int[0, 5], Gen.Int[0, 5], Gen.Int[0, 31], (w, i, b) => new Step(w, i, b)).Array[4, 14];

    [Fact]
    public async Task Who_can_really_decrypt_is_who_the_model_says_and_the_reporter_never_opens_notes() =>
        await Steps.SampleAsync(Play, iter: 12, threads: 1);

    private async Task Play(Step[] steps)
    {
        var tenant = await spot.Company();
        var people = new List<Staff> { await Staff.Join(spot, tenant, "Person 0") };
        var over = new HashSet<Id16>();
        var cases = new List<(SentCase Sent, HashSet<Id16> Readers)>();
        foreach (var step in steps)
        {
            switch (step.What)
            {
                case 0 when people.Count < 4:
                    people.Add(await Staff.Join(spot, tenant, $"Person {people.Count}"));
                    break;
                case 1 when over.Count < people.Count - 1:
                    var leaver = people[step.Which % people.Count];
                    if (over.Add(leaver.Id)) await leaver.SignOut();
                    break;
                case 2 or 3:
                    Id16[] excluded = [.. people.Where((_, i) => (step.Bits & (1 << i)) != 0).Select(p => p.Id)];
                    // Signed out or not, who has a key and is not excluded gets it.
                    var readers = people.Select(p => p.Id).Except(excluded).ToHashSet();
                    if (readers.Count > 0) cases.Add((await SentCase.Send(spot, tenant, true, excluded), readers));
                    break;
                case 4 when cases.Count > 0:
                    var (toNote, may) = cases[step.Which % cases.Count];
                    var writer = people[step.Bits % people.Count];
                    var noted = await writer.Case(toNote.Report).Note(writer.Ticket, Id16.Random(), "Inside.");
                    Assert.Equal(Expected(writer, may, over), noted.Refusal);
                    break;
                case 5 when cases.Count > 0:
                    var (toClose, mayClose) = cases[step.Which % cases.Count];
                    var closer = people.FirstOrDefault(p => Expected(p, mayClose, over) == CaseRefusal.None);
                    if (closer is not null) await closer.Case(toClose.Report).Close(closer.Ticket, Id16.Random(), (await closer.Read(toClose.Report)).Version, "confirmed", "Done.");
                    break;
            }
        }

        foreach (var (sent, readers) in cases)
        {
            foreach (var person in people) Assert.Equal(Expected(person, readers, over), (await person.Case(sent.Report).Open(person.Ticket)).Refusal);
            await AssertStored(sent, readers);
        }
    }

    private static CaseRefusal Expected(Staff person, HashSet<Id16> readers, HashSet<Id16> over) =>
        over.Contains(person.Id) ? CaseRefusal.SignedOut : readers.Contains(person.Id) ? CaseRefusal.None : CaseRefusal.NotFound;

    // Past all grains: what lies in the journal is wrapped for exactly these people, and no note opens with what the reporter holds.
    private async Task AssertStored(SentCase sent, HashSet<Id16> readers)
    {
        var entries = await spot.EntriesOf(sent);
        Assert.Equal(readers, ((ReportSubmitted)entries[0]).Readers.Select(r => r.Id).ToHashSet());
        using var key = Key32.FromBytes(sent.Key);
        using var reporters = new ReportKeys(sent.Tenant, sent.Report, key, key);
        for (var i = 0; i < entries.Count; i++)
        {
            if (entries[i] is ReportNoted note)
                Assert.Equal(SealFault.WrongKey, Assert.Throws<SealException>(() => reporters.Open(ReportKeys.Note, i + 1, note.Text)).Fault);
        }
        Assert.True(reporters.Fits((ReportSubmitted)entries[0]));
    }
}
