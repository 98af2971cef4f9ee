using System.CommandLine;
using Spot.Commands;

return new RootCommand("Confidential reporting of misconduct at work.") { InterviewCommand.Create() }.Parse(args).Invoke();
