using System.Collections.Concurrent;
using System.Security.Cryptography;
using System.Text.Json;
using Spot.Grains.Conversations.Interview;
using TenantQuestion = Spot.Grains.Abstractions.Tenants.ExtraQuestion;

namespace Spot.Grains.Conversations;

/// <summary>The interviews of this process: one engine for each language and set of a company's extra questions. Engines hold no reporter's words.</summary>
public sealed class InterviewEngines
{
    private readonly ConcurrentDictionary<string, Interviewer> known = new(StringComparer.Ordinal);

    /// <summary>The interview of a company in a language; an unknown language gets English.</summary>
    public Interviewer For(string language, IReadOnlyList<TenantQuestion> extra)
    {
        var form = $"{language} {Convert.ToHexStringLower(SHA256.HashData(JsonSerializer.SerializeToUtf8Bytes(extra)))}";
        return known.GetOrAdd(form, _ =>
        {
            var questions = extra.Select(question => new ExtraQuestion(question.Field, question.Text, question.Choices)).ToList();
            var script = InterviewScript.Load(InterviewScript.Languages.Contains(language) ? language : "en", questions);
            return new Interviewer(script, InterviewEngine.Create(script));
        });
    }
}

/// <summary>A script and the engine that plays it.</summary>
public sealed record Interviewer(InterviewScript Script, InterviewEngine Engine);
