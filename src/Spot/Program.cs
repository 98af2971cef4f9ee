using System.CommandLine;
using Spot.Commands;

// `spot` alone runs Spot; every other verb has a file in Commands.
var spot = RunCommand.AsRoot("Spot: tell what happened at work, stay unknown, keep a proof.");
spot.Subcommands.Add(RunCommand.Create());
spot.Subcommands.Add(OwnerCommand.Create());
spot.Subcommands.Add(TrustCommand.Create());
spot.Subcommands.Add(InterviewCommand.Create());
spot.Subcommands.Add(VerifyCommand.Create());

// The host stops in its own order on Ctrl+C and SIGTERM; nobody may cut it short.
return await spot.Parse(args).InvokeAsync(new InvocationConfiguration { ProcessTerminationTimeout = null });
