using SkiaSharp;
using Spot.Grains.Abstractions.Conversations;

namespace Spot.Api.Trust.Drawing;

/// <summary>What a record says about itself beside the conversation.</summary>
/// <param name="CheckAt">The address of the public page where it can be checked.</param>
/// <param name="Authority">The SHA-256 of the installation's record certificate, 32 bytes.</param>
/// <param name="Random">The 32 random bytes that lead from the record to its leaf in the time log.</param>
internal sealed record RecordFrame(Uri CheckAt, byte[] Authority, byte[] Random);

/// <summary>Turns a conversation into strips of text: Spot in sans, a person's words in serif on honey, as on the screen.</summary>
internal sealed class RecordLayout(RecordTexts texts, float width)
{
    private const float Inset = 14;
    private static readonly SKColor Ink = SKColor.Parse("#17221e");
    private static readonly SKColor Soft = SKColor.Parse("#4a5852");
    private static readonly SKColor Hairline = SKColor.Parse("#d3dad5");
    private static readonly Look Title = new(Voice.Bold, 23, Ink);
    private static readonly Look Heading = new(Voice.Bold, 13.5f, Ink);
    private static readonly Look Lead = new(Voice.Sans, 12, Ink);
    private static readonly Look Asked = new(Voice.Sans, 10.5f, Ink);
    private static readonly Look Quoted = new(Voice.Serif, 10.8f, SKColor.Parse("#33280c"));
    private static readonly Look Own = new(Voice.Serif, 11.5f, SKColor.Parse("#33280c"));
    private static readonly Look Small = new(Voice.Sans, 9, Soft);
    private static readonly Look Fact = new(Voice.Sans, 10, Ink);
    private static readonly Look FactName = new(Voice.Sans, 10, Soft);
    private static readonly Panel Honey = new(SKColor.Parse("#fdf6e2"), SKColor.Parse("#dcb85e"), EdgeRight: false);
    private readonly List<Row> rows = [];

    /// <summary>The strips of a whole record.</summary>
    public static IReadOnlyList<Row> Of(RecordContents contents, RecordFrame frame, RecordTexts texts, float width)
    {
        var layout = new RecordLayout(texts, width);
        layout.Head(contents);
        foreach (var turn in contents.Turns) layout.Turn(turn);
        layout.About(contents, frame);
        return layout.rows;
    }

    private void Head(RecordContents contents)
    {
        Text([new(texts["Title"], Title)], 30, 0, keep: true);
        Text([new(texts["Lead", contents.Company], Lead)], 18, 8);
        var asked = contents.Turns.Where(t => t.Prompt.AwaitsAnswer).ToList();
        var skipped = asked.Count(t => t.Skipped && t.Answer is null);
        var answered = asked.Count(t => t.Answer is not null);
        Facts(18,
            (texts["FactCompany"], contents.Company, FactVoice.Plain),
            (texts["FactBegan"], texts.Day(contents.Began), FactVoice.Plain),
            (texts["FactDay"], texts.Day(contents.Day), FactVoice.Plain),
            (texts["FactCount"], skipped == 0 ? texts["CountOneAnswered", answered] : texts["CountAnswered", answered, skipped], FactVoice.Plain));
        Text([new(texts["HowQuestion"], Asked)], 16, 26, keep: true);
        Words(texts["HowAnswer"], 4);
        rows.Add(new Row(1, 22, KeepWithNext: true, (pen, x, y) => Rule(pen.Canvas, x, y)) { Parts = true });
    }

    private void Turn(TurnView turn)
    {
        var prompt = turn.Prompt;
        var follows = prompt.AwaitsAnswer;
        Text(Question(prompt), 16, 20, keep: follows);
        if (turn.Answer is not null)
        {
            Words(turn.Answer, 7);
            if (turn.Changed) Text([new(texts["Changed"], Small)], 13, 4, indent: Inset);
        }
        else if (follows)
        {
            Text([new(texts[turn.Skipped ? "Skipped" : "Waiting"], Small)], 14, 5, indent: Inset);
        }
    }

    // The quote inside a question is the person's: in their voice, in quote marks.
    private List<Span> Question(Prompt prompt)
    {
        if (string.IsNullOrEmpty(prompt.Quote)) return [new(prompt.Text, Asked)];
        var (lead, ask) = ((prompt.Lead ?? "").TrimEnd(), (prompt.Ask ?? "").TrimStart());
        var spans = new List<Span>();
        if (lead.Length > 0) spans.Add(new(lead + " ", Asked));
        var marked = prompt.Quote[0] is '“' or '"' or '«' or '„';
        spans.Add(new(marked ? prompt.Quote : texts["QuoteOpen"] + prompt.Quote + texts["QuoteClose"], Quoted));
        if (ask.Length > 0) spans.Add(new((ask[0] is '.' or ',' or '?' or ':' or ';' or '…' ? "" : " ") + ask, Asked));
        return spans;
    }

    private void About(RecordContents contents, RecordFrame frame)
    {
        rows.Add(new Row(1, 30, KeepWithNext: true, (pen, x, y) => Rule(pen.Canvas, x, y)) { Parts = true });
        Text([new(texts["About"], Heading)], 20, 18, keep: true);
        Text([new(texts["AboutSigned", texts.Day(contents.Day)], Fact)], 15, 6, keep: true);
        Text([new(texts["AboutSays"], Fact)], 15, 6);
        Text([new(texts["AboutCheckAt"] + " ", Fact), new(frame.CheckAt.ToString(), Fact with { Voice = Voice.Bold }), new(". " + texts["AboutCheckOffline"], Fact)], 15, 6);
        Text([new(texts["AboutScript"], Fact)], 15, 6, keep: true);
        Facts(14,
            (texts["FactScript"], texts["ScriptValue", contents.Language, contents.ScriptVersion], FactVoice.Plain),
            (texts["FactHash"], contents.ScriptHash, FactVoice.Digits),
            (texts["FactAuthority"], Convert.ToHexStringLower(frame.Authority), FactVoice.Digits),
            (texts["FactRandom"], Convert.ToHexStringLower(frame.Random), FactVoice.Digits));
    }

    private void Text(IReadOnlyList<Span> spans, float leading, float before, bool keep = false, float indent = 0)
    {
        foreach (var paragraph in TextFlow.Paragraphs(spans, width - indent))
        {
            foreach (var line in paragraph)
            {
                var gap = before;
                rows.Add(new Row(leading, gap, keep, (pen, x, y) =>
                    line.Draw(pen, line.RunsLeft ? x + width - line.Width : x + indent, y + leading * 0.74f)));
                before = 0;
            }
        }
    }

    private void Words(string words, float before)
    {
        const float Leading = 17.5f;
        const float Air = 7;
        var paragraphs = TextFlow.Paragraphs([new(words, Own)], width - 2 * Inset).ToList();
        var runsLeft = paragraphs.Find(p => p.Any(l => l.Pieces.Count > 0))?[0].RunsLeft ?? false;
        var panel = Honey with { EdgeRight = runsLeft };
        rows.Add(new Row(Air, before, KeepWithNext: true, static (_, _, _) => { }, panel));
        var lines = paragraphs.SelectMany((p, n) => p.Select((l, i) => (Line: l, Gap: n > 0 && i == 0 ? 5f : 0f))).ToList();
        for (var i = 0; i < lines.Count; i++)
        {
            var (line, gap) = lines[i];
            // No page begins with the last line alone or ends with the first one alone.
            var keep = i == lines.Count - 1 || i == 0 && lines.Count > 1 || i == lines.Count - 2;
            rows.Add(new Row(Leading + gap, 0, keep, (pen, x, y) =>
                line.Draw(pen, line.RunsLeft ? x + width - Inset - line.Width : x + Inset, y + gap + Leading * 0.73f), panel));
        }

        rows.Add(new Row(Air, 0, KeepWithNext: false, static (_, _, _) => { }, panel));
    }

    private enum FactVoice { Plain, Digits }

    private void Facts(float before, params (string Name, string Value, FactVoice Voice)[] facts)
    {
        const float Column = 132;
        for (var n = 0; n < facts.Length; n++)
        {
            var (name, value, voice) = facts[n];
            var label = TextFlow.Single(name, FactName);
            var look = voice == FactVoice.Digits ? Fact with { Size = 8.6f } : Fact;
            var lines = TextFlow.Paragraphs([new(value, look)], width - Column).SelectMany(p => p).ToList();
            for (var i = 0; i < lines.Count; i++)
            {
                var (line, first) = (lines[i], i == 0);
                rows.Add(new Row(16, n == 0 && first ? before : 0, n < facts.Length - 1 || i < lines.Count - 1, (pen, x, y) =>
                {
                    if (first) label.Draw(pen, x, y + 11.5f);
                    line.Draw(pen, x + Column, y + 11.5f);
                }));
            }
        }
    }

    private void Rule(SKCanvas? canvas, float x, float y)
    {
        using var paint = new SKPaint { Color = Hairline, StrokeWidth = 0.8f, IsStroke = true };
        canvas?.DrawLine(x, y, x + width, y, paint);
    }
}
