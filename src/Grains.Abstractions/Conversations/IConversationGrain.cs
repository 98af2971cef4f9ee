using Spot.Grains.Abstractions.Identity;
using Spot.Grains.Abstractions.Reports;
using Spot.Grains.Abstractions.Trust;

namespace Spot.Grains.Abstractions.Conversations;

/// <summary>One reporter's conversation: the interview, the way back to it, the copy that may be sent, and, once sent, the reporter's side of the case.</summary>
/// <remarks>Each method that takes a <c>secret</c> (the 32 bytes of the browser's cookie) checks it here, against the tickets in the sealed head:
/// idle for 30 minutes or older than 8 hours, it opens nothing. Nothing is acknowledged before it is durable.</remarks>
[Alias("spot.conversation")]
public interface IConversationGrain : IGrainWithStringKey
{
    /// <summary>Starts the conversation with its first ticket. A repeat with the same secret answers the same.</summary>
    [Asks(CallerKind.Reporter), Alias("Begin")]
    Task<Visit<ConversationView>> Begin(byte[] secret, string language);

    /// <summary>The conversation as it stands.</summary>
    [Asks(CallerKind.Reporter), Alias("View")]
    Task<Visit<ConversationView>> View(byte[] secret);

    /// <summary>One answer, skip, change or step on.</summary>
    [Asks(CallerKind.Reporter), Alias("Reply")]
    Task<Visit<ReplyResult>> Reply(byte[] secret, ReplyRequest request);

    /// <summary>Erases the older wordings of one answer, for good: the turns move to a new key and the old key is erased.</summary>
    [Asks(CallerKind.Reporter), Alias("EraseWording")]
    Task<Visit<ConversationView>> EraseWording(byte[] secret, int prompt);

    /// <summary>Ends this browser's visit at once.</summary>
    [Asks(CallerKind.Reporter), Alias("Leave")]
    Task Leave(byte[] secret);

    /// <summary>Adds a ticket for a browser that opened the slot. Asked by <see cref="IAccessGrain"/>, which proves it by the conversation key.</summary>
    [Asks(CallerKind.Service), Alias("Admit")]
    Task<VisitRefusal> Admit(byte[] conversationKey, byte[] secret);

    /// <summary>The access code: whether one is kept, and the words of one that waits to be typed back.</summary>
    [Asks(CallerKind.Reporter), Alias("Code")]
    Task<Visit<CodeView>> Code(byte[] secret);

    /// <summary>Makes nine words that wait to be typed back; earlier waiting ones stop working. A kept code goes on working until then.</summary>
    [Asks(CallerKind.Reporter), Alias("MakeCode")]
    Task<Visit<CodeView>> MakeCode(byte[] secret);

    /// <summary>Two of the waiting words typed back. Right: they are the code now, an older code and every other browser's ticket are gone.</summary>
    [Asks(CallerKind.Reporter), Alias("ConfirmCode")]
    Task<Visit<CodeConfirmation>> ConfirmCode(byte[] secret, string first, string second);

    /// <summary>The copy that may be sent.</summary>
    [Asks(CallerKind.Reporter), Alias("Copy")]
    Task<Visit<ReportCopy>> Copy(byte[] secret);

    /// <summary>Keeps an edit of the copy.</summary>
    [Asks(CallerKind.Reporter), Alias("EditCopy")]
    Task<Visit<ReportCopy>> EditCopy(byte[] secret, CopyEdit edit);

    /// <summary>Who could read it now, for the page that sends.</summary>
    [Asks(CallerKind.Reporter), Alias("Sending")]
    Task<Visit<SendingView>> Sending(byte[] secret);

    /// <summary>Sends the copy: one commit. A repeat meets itself.</summary>
    [Asks(CallerKind.Reporter), Alias("Submit")]
    Task<Visit<SubmitResult>> Submit(byte[] secret, SubmitRequest request);

    /// <summary>The reporter's page of a sent report.</summary>
    [Asks(CallerKind.Reporter), Alias("Status")]
    Task<Visit<ReporterStatus>> Status(byte[] secret);

    /// <summary>An answer or an addition to a sent report.</summary>
    [Asks(CallerKind.Reporter), Alias("Write")]
    Task<Visit<WriteResult>> Write(byte[] secret, ReporterMessage message);

    /// <summary>Everything the record prints.</summary>
    [Asks(CallerKind.Reporter), Alias("Record")]
    Task<Visit<RecordContents>> Record(byte[] secret);

    /// <summary>Has a file made of this record signed: for whoever may read the conversation, on today's day, and never otherwise.</summary>
    [Asks(CallerKind.Reporter), Alias("SignRecord")]
    Task<Visit<RecordSigning>> SignRecord(byte[] secret, SigningRequest request);

    /// <summary>Erases the conversation. Sent: what the company received stays, and the status page with it. Not sent: everything.</summary>
    [Asks(CallerKind.Reporter), Alias("Erase")]
    Task<VisitRefusal> Erase(byte[] secret);

    /// <summary>What the retention sweep does when the due day has come.</summary>
    [Asks(CallerKind.Service), Alias("Sweep")]
    Task Sweep();
}

/// <summary>The slot that an access code opens. Holds nothing in memory.</summary>
[Alias("spot.access")]
public interface IAccessGrain : IGrainWithStringKey
{
    /// <summary>Opens the slot and gives the browser a ticket for the conversation in it. An unknown locator costs one indexed read and leaves no
    /// activation.</summary>
    /// <returns>The conversation, or why not (<see cref="VisitRefusal.NotFound"/>: an unknown code).</returns>
    [Asks(CallerKind.Reporter), Alias("Open")]
    Task<Visit<Id16>> Open(byte[] slotKey, byte[] secret);
}
