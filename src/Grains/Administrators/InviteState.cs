using Spot.Grains.Abstractions.Administrators;
using Spot.Grains.Abstractions.Identity;

namespace Spot.Grains.Administrators;

/// <summary>What is stored of a one-time link.</summary>
[GenerateSerializer, Alias("spot.invite.state")]
internal sealed record InviteState
{
    /// <summary>What it is for; null: no such link.</summary>
    [Id(0)] public InviteTerms? Terms { get; init; }

    /// <summary>Whether its account is durable.</summary>
    [Id(1)] public bool Spent { get; init; }
}

/// <summary>What is stored of a name to sign in with.</summary>
[GenerateSerializer, Alias("spot.login.state")]
internal sealed record LoginState
{
    /// <summary>The administrator; null: nobody.</summary>
    [Id(0)] public Id16? Administrator { get; init; }
}
