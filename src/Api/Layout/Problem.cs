namespace Spot.Api.Layout;

/// <summary>Something about one field of a form that has to be looked at again.</summary>
/// <param name="Field">The id of the field's control.</param>
/// <param name="Text">What happened and what to do; never "invalid", never blame.</param>
public sealed record Problem(string Field, string Text)
{
    /// <inheritdoc/>
    public override string ToString() => $"Problem({Field})";
}

/// <summary>Finding a field's problem.</summary>
public static class ProblemsOfForm
{
    /// <summary>What has to be said at a field; null: nothing.</summary>
    public static string? At(this IReadOnlyList<Problem> problems, string field) => problems.FirstOrDefault(p => p.Field == field)?.Text;
}
