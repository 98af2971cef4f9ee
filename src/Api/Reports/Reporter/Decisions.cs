using System.Globalization;
using Spot.Api.Layout;
using Spot.Grains.Abstractions.Identity;
using Spot.Grains.Abstractions.Reports;

namespace Spot.Api.Reports.Reporter;

/// <summary>What the reporter has decided on the page that sends, as far as it is filled in.</summary>
public sealed record Decisions
{
    /// <summary>Whether with a name.</summary>
    public bool Named { get; init; }

    /// <summary>The name, and how to be reached.</summary>
    public string Name { get; init; } = "";

    /// <summary>Who must not read it, from the list.</summary>
    public IReadOnlySet<Id16> Excluded { get; init; } = new HashSet<Id16>();

    /// <summary>Who else must not, in words.</summary>
    public string Other { get; init; } = "";

    /// <summary>The readers that the page showed; empty: it has not been shown yet.</summary>
    public IReadOnlyList<Id16> Shown { get; init; } = [];

    /// <summary>The form's own number.</summary>
    public string Once { get; init; } = Form.NewOnce();

    /// <summary>Reads the form.</summary>
    public static Decisions Of(Form form) => new()
    {
        Named = form["who"] == "named",
        Name = PlainText.OneLineEnd(form["name"]),
        Excluded = Ids(form.All("not")).ToHashSet(),
        Other = PlainText.OneLineEnd(form["other"]),
        Shown = [.. Ids(form.All("shown"))],
        Once = form.Once.IsNone ? Form.NewOnce() : form.Once.ToString(),
    };

    /// <summary>What has to be looked at again before it can be sent.</summary>
    public IReadOnlyList<Problem> Problems()
    {
        var problems = new List<Problem>();
        if (Named && string.IsNullOrWhiteSpace(Name)) problems.Add(new("nm", "You chose “With my name”. Write it here, or choose “Without my name”."));
        if (Name.Length > SubmitRequest.MaxShort) problems.Add(new("nm", Over(Name)));
        if (Other.Length > SubmitRequest.MaxShort) problems.Add(new("other", Over(Other)));
        return problems;
    }

    private static string Over(string text) =>
        string.Create(CultureInfo.InvariantCulture, $"This is {text.Length - SubmitRequest.MaxShort:N0} characters longer than it can be ({SubmitRequest.MaxShort}). It is still here; take some out.");

    private static IEnumerable<Id16> Ids(IEnumerable<string> values) => values.Select(v => Id16.TryParse(v, out var id) ? id : default).Where(id => !id.IsNone);

    /// <inheritdoc/>
    public override string ToString() => "[redacted]";
}
