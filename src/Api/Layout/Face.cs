namespace Spot.Api.Layout;

/// <summary>Whom a page is for: which frame stands round it.</summary>
public enum Face
{
    /// <summary>Somebody who reports: a way out on every page, the company's footer.</summary>
    Tell,

    /// <summary>Somebody who works for the company: navigation, smaller type.</summary>
    Staff,

    /// <summary>Anybody: a way out, no company.</summary>
    Open,
}
