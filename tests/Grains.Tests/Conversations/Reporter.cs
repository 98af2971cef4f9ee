using System.Security.Cryptography;
using Spot.Grains.Abstractions.Conversations;
using Spot.Grains.Abstractions.Identity;
using Spot.Grains.Abstractions.Reports;
using Spot.Grains.Abstractions.Tenants;
using Spot.Grains.Abstractions.Vault;
using Spot.Grains.Tests.Hosting;

namespace Spot.Grains.Tests.Conversations;

/// <summary>Somebody who tells what happened, with one browser.</summary>
public sealed class Reporter(SpotCluster spot, TenantId tenant, Id16 conversation, byte[] secret)
{
    /// <summary>An account with several things to ask about.</summary>
    public const string Account =
        "On Tuesday Martin asked me to sign the forklift check for bay four. I had not done the check. " +
        "Priya from receiving was standing next to us. Afterwards he sent me a message about it. Since then I have been off the Saturday shifts.";

    /// <summary>The company.</summary>
    public TenantId Tenant => tenant;

    /// <summary>The conversation.</summary>
    public Id16 Id => conversation;

    /// <summary>The cookie's secret.</summary>
    public byte[] Secret => secret;

    /// <summary>The conversation's grain, asked as a reporter.</summary>
    public IConversationGrain Grain => spot.Ask<IConversationGrain>(CallerKind.Reporter, tenant, ConversationKey.Of(tenant, conversation));

    /// <summary>Starts a conversation.</summary>
    public static async Task<Reporter> Start(SpotCluster spot, TenantId tenant)
    {
        var reporter = new Reporter(spot, tenant, Id16.Random(), RandomNumberGenerator.GetBytes(32));
        var visit = await reporter.Grain.Begin(reporter.Secret, "en");
        Assert.Equal(VisitRefusal.None, visit.Refusal);
        return reporter;
    }

    /// <summary>The same conversation in another browser, by the words.</summary>
    public async Task<(VisitRefusal Refusal, Reporter? Browser)> Return(IReadOnlyList<string> words) => await Return(spot, tenant, words);

    /// <summary>A conversation in another browser, by the words.</summary>
    public static async Task<(VisitRefusal Refusal, Reporter? Browser)> Return(SpotCluster spot, TenantId tenant, IReadOnlyList<string> words)
    {
        var code = AccessCode.Read(string.Join(' ', words)).Code!;
        var salt = await spot.Ask<ITenantGrain>(CallerKind.Reporter, tenant, TenantKey.Of(tenant)).Salt();
        using var keys = AccessCodeKeys.Derive(salt, code);
        var fresh = RandomNumberGenerator.GetBytes(32);
        var visit = await spot.Ask<IAccessGrain>(CallerKind.Reporter, tenant, AccessKey.Of(tenant, keys.Locator)).Open(keys.SlotKey, fresh);
        return (visit.Refusal, visit.Refusal == VisitRefusal.None ? new Reporter(spot, tenant, visit.Value, fresh) : null);
    }

    /// <summary>The conversation as it stands.</summary>
    public async Task<ConversationView> View()
    {
        var visit = await Grain.View(secret);
        Assert.Equal(VisitRefusal.None, visit.Refusal);
        return visit.Value!;
    }

    /// <summary>Why a visit gets nothing now.</summary>
    public async Task<VisitRefusal> Refusal() => (await Grain.View(secret)).Refusal;

    /// <summary>Answers the waiting prompt.</summary>
    public Task<ReplyResult> Answer(string text) => Reply(ReplyKind.Answer, text);

    /// <summary>Replies to the waiting prompt.</summary>
    public async Task<ReplyResult> Reply(ReplyKind kind, string text = "")
    {
        var view = await View();
        return await Reply(new ReplyRequest { Turn = view.Turn, Once = Id16.Random(), Kind = kind, Text = text });
    }

    /// <summary>Rewrites an earlier answer.</summary>
    public async Task<ReplyResult> Change(int prompt, string text)
    {
        var view = await View();
        return await Reply(new ReplyRequest { Turn = view.Turn, Once = Id16.Random(), Kind = ReplyKind.Change, Prompt = prompt, Text = text });
    }

    /// <summary>Sends a form.</summary>
    public async Task<ReplyResult> Reply(ReplyRequest request)
    {
        var visit = await Grain.Reply(secret, request);
        Assert.Equal(VisitRefusal.None, visit.Refusal);
        return visit.Value!;
    }

    /// <summary>Takes a code and types two words back.</summary>
    public async Task<IReadOnlyList<string>> KeepCode()
    {
        var code = (await Grain.MakeCode(secret)).Value!;
        var kept = (await Grain.ConfirmCode(secret, code.Words[code.First - 1], code.Words[code.Second - 1])).Value!;
        Assert.True(kept.Kept);
        return code.Words;
    }

    /// <summary>Sends the copy to everyone who can read it.</summary>
    public async Task<SubmitResult> Send(bool now = true, IReadOnlyList<Id16>? excluded = null, string? name = null)
    {
        var page = (await Grain.Sending(secret)).Value!;
        return await Send(new SubmitRequest
        {
            Once = Id16.Random(),
            Now = now,
            Name = name,
            Excluded = excluded ?? [],
            Shown = [.. page.Readers.Select(reader => reader.Administrator)],
        });
    }

    /// <summary>Sends the form.</summary>
    public async Task<SubmitResult> Send(SubmitRequest request)
    {
        var visit = await Grain.Submit(secret, request);
        Assert.Equal(VisitRefusal.None, visit.Refusal);
        return visit.Value!;
    }
}
