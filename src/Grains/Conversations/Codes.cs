using System.Security.Cryptography;
using Spot.Grains.Abstractions.Conversations;
using Spot.Grains.Abstractions.Identity;
using Spot.Grains.Abstractions.Vault;
using Spot.Grains.Journal;
using Spot.Grains.Tenants;
using Spot.Grains.Vault;

namespace Spot.Grains.Conversations;

/// <summary>The access code: made, typed back, exchanged. A new slot is added and shown first; only when two of its words were typed back does the
/// older one go, so a lost page locks nobody out.</summary>
internal sealed class Codes(ConversationDesk desk)
{
    private ConversationStore Store => desk.Store;

    /// <summary>The code as it stands.</summary>
    public Task<Step<CodeView>> View(OpenVisit visit) => Task.FromResult(Step<CodeView>.Done(Shown(visit.Inner)));

    /// <summary>Makes words that wait to be typed back; words that waited before stop working.</summary>
    public async Task<Step<CodeView>> Make(OpenVisit visit)
    {
        var code = AccessCode.Create();
        using var keys = AccessCodeKeys.Derive(await desk.Tenant.Salt(), code);
        var (first, second) = TwoPositions();
        var waiting = new WaitingCode(code.CopyEntropy(), keys.Locator, first, second, desk.Clock.Now + VisitTimes.UnconfirmedCode);
        var slotKeys = await desk.Vault.Create(Store.Tenant, [Slot(keys.Locator)], default);
        using var objectKey = slotKeys[0];

        var before = visit.Inner.Waiting;
        var inner = visit.Inner with { Waiting = waiting };
        var head = Heads.With(Store.Tenant, Store.Conversation, visit.Head, visit.Key, inner, desk.Clock) with { Slots = SlotsOf(inner) };
        var due = CompanyClock.Number(DateOnly.FromDateTime(waiting.Until.UtcDateTime)) + 1;
        var outcome = await desk.CommitHead(head, group => group with
        {
            Heads = [.. group.Heads, SlotRow(objectKey, visit.Key, keys.SlotKey, keys.Locator, 0, due, waiting.Until)],
            Removed = before is null ? [] : [before.Locator],
        });
        if (outcome != CommitOutcome.Committed) return new Step<CodeView>(outcome, null);
        if (before is not null) await desk.Vault.Erase(Store.Tenant, [Slot(before.Locator)], default);
        return Step<CodeView>.Done(Shown(inner));
    }

    /// <summary>Two of the words typed back: the exchange, in one commit. Every other browser's ticket goes with the older code.</summary>
    public async Task<Step<CodeConfirmation>> Confirm(OpenVisit visit, string first, string second)
    {
        if (Waiting(visit.Inner) is not { } waiting) return Step<CodeConfirmation>.Done(new CodeConfirmation { Kept = visit.Inner.Code is not null, Code = Shown(visit.Inner) });

        var code = AccessCode.FromEntropy(waiting.Entropy);
        var (firstRight, secondRight) = (Same(first, code.Words[waiting.First - 1]), Same(second, code.Words[waiting.Second - 1]));
        if (!firstRight || !secondRight)
        {
            return Step<CodeConfirmation>.Done(new CodeConfirmation { FirstWrong = !firstRight, SecondWrong = !secondRight, Code = Shown(visit.Inner) });
        }

        using var keys = AccessCodeKeys.Derive(await desk.Tenant.Salt(), code);
        using var objectKey = await desk.Vault.Find(Store.Tenant, Slot(keys.Locator), default)
            ?? throw new InvalidOperationException("Waiting words without the key of their slot.");
        var older = visit.Inner.Code;
        var inner = visit.Inner with { Code = new KeptCode(keys.Locator, 2), Waiting = null };
        var head = Heads.Alone(Heads.With(Store.Tenant, Store.Conversation, visit.Head, visit.Key, inner, desk.Clock), visit.Ticket) with { Slots = SlotsOf(inner) };
        var outcome = await desk.CommitHead(head, group => group with
        {
            Heads = [.. group.Heads, SlotRow(objectKey, visit.Key, keys.SlotKey, keys.Locator, 1, null, null)],
            Removed = older is null ? [] : [older.Locator],
        });
        if (outcome != CommitOutcome.Committed) return new Step<CodeConfirmation>(outcome, null);
        if (older is not null) await desk.Vault.Erase(Store.Tenant, [Slot(older.Locator)], default);
        return Step<CodeConfirmation>.Done(new CodeConfirmation { Kept = true, Code = Shown(inner) });
    }

    /// <summary>The vault's name of a slot.</summary>
    public static ObjectName Slot(Id16 locator) => new(ObjectKinds.Access, locator);

    private JournalHead SlotRow(Key32 objectKey, Key32 conversationKey, byte[] slotKeyBytes, Id16 locator, int version, int? due, DateTimeOffset? until)
    {
        using var slotKey = Key32.FromBytes(slotKeyBytes);
        var key = conversationKey.CopyBytes();
        var document = new SlotDocument { Conversation = Store.Conversation, Key = key, Until = until };
        var slot = ConversationSealing.Seal(slotKey, ConversationSealing.Slot(Store.Tenant, locator), document, ConversationJson.Default.SlotDocument, Padding.Entry);
        CryptographicOperations.ZeroMemory(key);
        var row = Sealer.Seal(objectKey, ConversationSealing.SlotHead(Store.Tenant, locator, version + 1), slot, Padding.Head);
        return new JournalHead(locator, StreamType.Access, version, due, row);
    }

    private CodeView Shown(InnerHead inner) => Waiting(inner) is { } waiting
        ? new CodeView { Kept = inner.Code is not null, Words = AccessCode.FromEntropy(waiting.Entropy).Words, First = waiting.First, Second = waiting.Second }
        : new CodeView { Kept = inner.Code is not null };

    private WaitingCode? Waiting(InnerHead inner) => inner.Waiting is { } waiting && desk.Clock.Now < waiting.Until ? waiting : null;

    private static IReadOnlyList<Id16> SlotsOf(InnerHead inner) =>
        [.. new[] { inner.Code?.Locator, inner.Waiting?.Locator }.OfType<Id16>()];

    private static bool Same(string typed, string word) =>
        string.Equals(typed.Trim().Normalize(System.Text.NormalizationForm.FormKC), word, StringComparison.OrdinalIgnoreCase);

    private static (int First, int Second) TwoPositions()
    {
        var first = RandomNumberGenerator.GetInt32(1, AccessCode.WordCount);
        return (first, RandomNumberGenerator.GetInt32(first + 1, AccessCode.WordCount + 1));
    }
}
