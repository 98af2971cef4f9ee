using Spot.Grains.Conversations.Interview;

namespace Spot.Grains.Tests.Conversations.Interview;

public sealed class ScriptLinterTests
{
    public static TheoryData<string> Languages => [.. InterviewScript.Languages];

    [Theory, MemberData(nameof(Languages))]
    public void Every_shipped_script_is_clean(string language) => Assert.Empty(ScriptLinter.For(language).Check(InterviewScript.Load(language)));

    [Theory]
    [InlineData("Why did he do that?", "why")]
    [InlineData("What made him angry?", "naming")]
    [InlineData("That hurt, didn't it?", "tag")]
    [InlineData("Did he touch you?", "closed")]
    [InlineData("Who was there and what did they say?", "compound")]
    [InlineData("Where was that? When was it?", "compound")]
    [InlineData("Was it his hand or his elbow?", "compound")]
    [InlineData("What else do you remember about this terrible moment?", "judging")]
    [InlineData("Are you sure about that?", "doubting")]
    [InlineData("Please tell me about the harassment.", "naming")]
    [InlineData("Tell me more!", "form")]
    public void A_probe_an_interviewer_should_not_say_is_named(string probe, string rule) =>
        Assert.Contains(ScriptLinter.For("en").CheckProbe(probe), finding => finding.Rule == rule);

    [Theory]
    [InlineData("Which site do you work at?")]
    [InlineData("Is this about a customer?")]
    public void A_plain_question_of_a_tenant_passes(string text) => Assert.Empty(ScriptLinter.For("en").Check(new ExtraQuestion("site", text, [])));

    [Theory]
    [InlineData("Why do you think this happened?", "why")]
    [InlineData("Who is the culprit?", "naming")]
    [InlineData("Can you prove it?", "doubting")]
    [InlineData("", "form")]
    public void A_question_of_a_tenant_that_leads_is_named(string text, string rule) =>
        Assert.Contains(ScriptLinter.For("en").Check(new ExtraQuestion("site", text, [])), finding => finding.Rule == rule);

    [Fact]
    public void A_tenants_question_is_checked_with_the_script_it_is_merged_into()
    {
        var script = InterviewScript.Load("en", [new ExtraQuestion("motive", "Why was it done?", [])]);

        Assert.Contains(ScriptLinter.For("en").Check(script), finding => finding is { Rule: "why", Where: "cover/motive" });
    }

    [Fact]
    public void A_script_knows_its_version_and_the_hash_of_its_file()
    {
        var script = InterviewScript.Load("en");

        Assert.Equal("en-1", script.Version);
        Assert.Matches("^[0-9a-f]{64}$", script.Hash);
        Assert.Equal(script.Hash, InterviewScript.Load("en", [new ExtraQuestion("site", "Which site do you work at?", [])]).Hash);
    }
}
