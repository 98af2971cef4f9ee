using System.Net;
using OtpNet;

namespace Spot.Testing.Application;

/// <summary>Somebody who works for a company, through its pages: a browser, a password, a device, codes and words on paper.</summary>
public sealed class StaffMember : IDisposable
{
    private const int StepSeconds = 30;
    private readonly SpotApplication application;
    private long spentStep;

    /// <summary>Somebody without an account yet.</summary>
    public StaffMember(SpotApplication application, string name = "Maya Lindqvist", string mail = "maya@acme.example")
    {
        ArgumentNullException.ThrowIfNull(application);
        this.application = application;
        (Name, Mail, Browser) = (name, mail, application.Browser());
    }

    /// <summary>The name.</summary>
    public string Name { get; }

    /// <summary>The address to sign in with.</summary>
    public string Mail { get; }

    /// <summary>The password.</summary>
    public string Password { get; init; } = "aqueduct marzipan lighthouse";

    /// <summary>The browser; another one is as good as a new machine.</summary>
    public SpotClient Browser { get; set; }

    /// <summary>What the device was given, in Base32.</summary>
    public string DeviceKey { get; private set; } = "";

    /// <summary>The recovery codes.</summary>
    public IReadOnlyList<string> RecoveryCodes { get; private set; } = [];

    /// <summary>The words of the recovery key; only the first owner has them.</summary>
    public IReadOnlyList<string> RecoveryWords { get; private set; } = [];

    /// <summary>A company's first owner, set up to the end and signed in.</summary>
    public static async Task<StaffMember> FirstOwner(SpotApplication application)
    {
        ArgumentNullException.ThrowIfNull(application);
        var owner = new StaffMember(application);
        var link = await application.OwnerLink() ?? throw new InvalidOperationException("There is an owner already.");
        await owner.KeepRecoveryKey(await owner.SetUp(link));
        return owner;
    }

    /// <summary>Somebody whom an owner adds, set up to the end and signed in.</summary>
    public static async Task<StaffMember> AddedBy(StaffMember owner, string name = "Sam Okafor", string mail = "sam@acme.example", string role = "handler")
    {
        ArgumentNullException.ThrowIfNull(owner);
        var people = await owner.Browser.Get("/admin/people");
        var made = await owner.Browser.Press(people, "Make the link", ("name", name), ("mail", mail), ("role", role));
        var added = new StaffMember(owner.application, name, mail) { Password = "gondola thistle parchment" };
        await added.SetUp(new Uri(made.TextOf("main code")));
        return added;
    }

    /// <summary>From a one-time link to the recovery codes; returns the page after them.</summary>
    public async Task<SpotPage> SetUp(Uri link)
    {
        ArgumentNullException.ThrowIfNull(link);
        var page = await FillIn(await Browser.Get(link.PathAndQuery));
        page = await SetUpDevice(page);
        return await KeepCodes(page);
    }

    /// <summary>The first step: who, and which password.</summary>
    public Task<SpotPage> FillIn(SpotPage page) => Browser.Press(page, "Go on to the second factor",
        ("name", Name), ("title", "People team"), ("mail", Mail), ("password", Password), ("again", Password));

    /// <summary>The second step: the device.</summary>
    public Task<SpotPage> SetUpDevice(SpotPage page)
    {
        ArgumentNullException.ThrowIfNull(page);
        DeviceKey = page.TextOf("main code").Replace(" ", "", StringComparison.Ordinal);
        return Browser.Press(page, "Confirm", ("code", NextCode()));
    }

    /// <summary>The third step: the recovery codes.</summary>
    public Task<SpotPage> KeepCodes(SpotPage page)
    {
        ArgumentNullException.ThrowIfNull(page);
        RecoveryCodes = [.. page.Html.QuerySelectorAll(".keys li").Select(e => e.TextContent.Trim())];
        return Browser.Press(page, "Go on", ("kept", "yes"));
    }

    /// <summary>The last step of the first owner: the recovery key.</summary>
    public Task<SpotPage> KeepRecoveryKey(SpotPage page)
    {
        ArgumentNullException.ThrowIfNull(page);
        RecoveryWords = [.. page.Html.QuerySelectorAll(".words li").Select(e => e.TextContent.Trim())];
        string Asked(string field) => RecoveryWords[int.Parse(page.TextOf($"label[for={field}]").Split(' ')[1], System.Globalization.CultureInfo.InvariantCulture) - 1];
        return Browser.Press(page, "I have written it down", ("first", Asked("a")), ("second", Asked("b")));
    }

    /// <summary>The first step of signing in.</summary>
    public async Task<SpotPage> GivePassword(string? password = null, string path = "/admin/sign-in") =>
        await Browser.Press(await Browser.Get(path), "Sign in", ("mail", Mail), ("password", password ?? Password));

    /// <summary>Both steps.</summary>
    public async Task<SpotPage> SignIn(string path = "/admin/sign-in") => await GiveCode(await GivePassword(path: path));

    /// <summary>The second step.</summary>
    public Task<SpotPage> GiveCode(SpotPage page) => Browser.Press(page, "Sign in", ("code", NextCode()));

    /// <summary>A code that was not spent yet. With a clock that stands still, half a minute passes for it.</summary>
    public string NextCode()
    {
        var step = Step(application.GrainClock.GetUtcNow());
        if (step <= spentStep && application.HasFakeClock)
        {
            application.Clock.Advance(TimeSpan.FromSeconds(StepSeconds * (spentStep + 1 - step)));
            step = spentStep + 1;
        }

        // By the real clock a test has no half minute: the next step's code is taken as well.
        spentStep = Math.Max(step, spentStep + 1);
        return CodeAt(spentStep);
    }

    /// <summary>The code that was given last.</summary>
    public string SpentCode => CodeAt(spentStep);

    /// <summary>Goes away without a word, as when a machine is closed.</summary>
    public void ForgetCookies()
    {
        foreach (Cookie cookie in Browser.Cookies.GetAllCookies()) cookie.Expired = true;
    }

    /// <inheritdoc/>
    public void Dispose() => Browser.Dispose();

    private static long Step(DateTimeOffset at) => at.ToUnixTimeSeconds() / StepSeconds;

    private string CodeAt(long step) => new Totp(Base32Encoding.ToBytes(DeviceKey)).ComputeTotp(DateTimeOffset.FromUnixTimeSeconds(step * StepSeconds).UtcDateTime);
}
