using System.CommandLine;
using Spot.Grains.Conversations.Interview;

namespace Spot.Commands;

/// <summary><c>spot interview FILE --script en</c>: plays written accounts through the interview's engine.</summary>
internal static class InterviewCommand
{
    public static Command Create()
    {
        var file = new Argument<string>("FILE") { Description = "Accounts, one JSON object a line (id, text, answers, rest); - reads standard input." };
        var script = new Option<string>("--script") { Description = $"The language of the script: {string.Join(", ", InterviewScript.Languages)}.", DefaultValueFactory = _ => "en" };
        script.AcceptOnlyFromAmong([.. InterviewScript.Languages]);
        var command = new Command("interview", "Play accounts through the interview and print what it says, one JSON object a line.") { file, script };
        command.SetAction(result => Play(result.GetValue(file)!, result.GetValue(script)!, result.InvocationConfiguration.Output, result.InvocationConfiguration.Error));
        return command;
    }

    private static int Play(string file, string script, TextWriter output, TextWriter error)
    {
        try
        {
            using var accounts = file == "-" ? new StreamReader(Console.OpenStandardInput()) : new StreamReader(file);
            new InterviewPlayer(InterviewEngine.Create(InterviewScript.Load(script))).Play(accounts, output);
            return 0;
        }
        catch (FormatException badLine)
        {
            error.WriteLine($"{(file == "-" ? "Standard input" : file)}: {badLine.Message}");
            return 2;
        }
        catch (Exception missing) when (missing is IOException or UnauthorizedAccessException)
        {
            error.WriteLine($"{file} cannot be read: {missing.Message}");
            return 2;
        }
    }
}
