using System.Text.Json;
using Deque.AxeCore.Commons;
using Deque.AxeCore.Playwright;
using Microsoft.Playwright;

namespace Spot.Browser.Tests.Hosting;

/// <summary>Looks at a page as different people see it: pictures for eyes, and what a machine can judge.</summary>
internal static class Look
{
    /// <summary>A laptop.</summary>
    public static readonly ViewportSize Desktop = new() { Width = 1280, Height = 900 };

    /// <summary>A small phone.</summary>
    public static readonly ViewportSize Phone = new() { Width = 360, Height = 740 };

    private static readonly AxeRunOptions Accessibility = new()
    {
        RunOnly = new RunOnlyOptions { Type = "tag", Values = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"] },
    };

    // What is wider than its page, smaller than a thumb, or too small to read. Links inside sentences may be as tall as their line.
    private const string Measure = """
        () => {
          const found = [];
          const says = e => `<${e.tagName.toLowerCase()} class="${e.className}"> ${String(e.innerText || e.value || e.getAttribute('name') || '').slice(0, 40)}`;
          const root = document.documentElement;
          if (root.scrollWidth > root.clientWidth) {
            const wide = [...document.querySelectorAll('body *')].filter(e => e.getBoundingClientRect().right > root.clientWidth + 1 && e.getClientRects().length);
            found.push(`scrolls sideways (${root.scrollWidth} in ${root.clientWidth}): ${wide.slice(-3).map(says).join(', ')}`);
          }
          for (const e of document.querySelectorAll('button, .btn, summary, select, textarea, input:not([type=hidden], [type=checkbox], [type=radio], [type=file]), .pick, nav a')) {
            const box = e.getBoundingClientRect();
            if (box.width && (box.height < 43.5 || box.width < 24)) found.push(`${Math.round(box.width)} x ${Math.round(box.height)}: ${says(e)}`);
          }
          const texts = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
          for (let node; node = texts.nextNode();) {
            const e = node.parentElement;
            if (node.data.trim() && e.checkVisibility() && !e.closest('script, style, noscript, .hide') && parseFloat(getComputedStyle(e).fontSize) < 15.9) found.push(`small text: ${says(e)}`);
          }
          if (document.querySelectorAll('h1').length !== 1) found.push('not one h1');
          return found;
        }
        """;

    /// <summary>Looks at a page, wide and narrow, light and dark; leaves it as it was.</summary>
    public static async Task At(IPage page, string name)
    {
        var before = page.ViewportSize;
        var found = new List<string>();
        // axe needs timers, which stand still where scripts are off. The page is the same but for what the script adds.
        var axe = !await page.EvaluateAsync<bool>("matchMedia('(scripting: none)').matches");
        foreach (var (size, width) in ((ViewportSize, string)[])[(Desktop, "1280"), (Phone, "360")])
        {
            await page.SetViewportSizeAsync(size.Width, size.Height);
            foreach (var scheme in axe ? [ColorScheme.Light, ColorScheme.Dark] : (ColorScheme[])[ColorScheme.Light])
            {
                await page.EmulateMediaAsync(new() { ColorScheme = scheme });
                var view = $"{name}-{width}-{(scheme == ColorScheme.Light ? "light" : "dark")}";
                await Picture(page, view);
                // Colours at one width, layout at the other: both together would tell nothing more.
                if (axe && (scheme == ColorScheme.Light) == (size == Desktop)) found.AddRange((await Judge(page)).Select(f => $"{view}: {f}"));
            }
            found.AddRange((await page.EvaluateAsync<string[]>(Measure)).Select(f => $"{name}-{width}: {f}"));
        }
        await page.EmulateMediaAsync(new() { ColorScheme = ColorScheme.Light });
        if (before is not null) await page.SetViewportSizeAsync(before.Width, before.Height);
        Assert.Empty(found);
    }

    /// <summary>Takes a picture of the whole page from its top, or of what is in the window, with nothing in mid-movement.</summary>
    public static async Task Picture(IPage page, string name, bool whole = true)
    {
        var at = await page.EvaluateAsync<double>("scrollY");
        if (whole) await page.EvaluateAsync("scrollTo(0, 0)");
        await page.ScreenshotAsync(new() { Path = Path.Combine(Artifacts.Folder("screenshots"), name + ".png"), FullPage = whole, Animations = ScreenshotAnimations.Disabled });
        if (whole) await page.EvaluateAsync("at => scrollTo(0, at)", at);
    }

    /// <summary>What axe finds against WCAG 2.2 AA and its own good practice.</summary>
    public static async Task<IReadOnlyList<string>> Judge(IPage page)
    {
        var result = await page.RunAxe(Accessibility);
        return [.. result.Violations.SelectMany(v => v.Nodes.Select(n => $"{v.Id} ({v.Help}): {n.Html} {JsonSerializer.Serialize(n.Any.Concat(n.All).Select(c => c.Message))}"))];
    }
}
