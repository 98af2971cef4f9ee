namespace Spot.Api.Reports.Reporter;

/// <summary>What stands in a form of the status page.</summary>
/// <param name="Answers">The question it answers; 0: an addition.</param>
/// <param name="Text">What was typed.</param>
/// <param name="Once">The form's own number; empty: a new one.</param>
/// <param name="Problem">What has to be looked at again; null: nothing.</param>
public sealed record Writing(int Answers = 0, string Text = "", string Once = "", string? Problem = null)
{
    /// <inheritdoc/>
    public override string ToString() => "[redacted]";
}
