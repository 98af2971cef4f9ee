using System.Text.Json;
using Microsoft.Playwright;

namespace Spot.Browser.Tests.Hosting;

/// <summary>Somebody without a mouse. At every stop the focus must be on something that can be seen, and be seen itself.</summary>
internal sealed class Keyboard(IPage page)
{
    private const int MostStops = 80;

    private const string Stop = """
        () => {
          const e = document.activeElement;
          if (!e || e === document.body) return { name: '', problem: '' };
          const label = e.labels?.[0]?.innerText || e.getAttribute('aria-label') || e.innerText || e.value || e.id || e.tagName;
          const shown = [e, e.closest('.pick')].filter(Boolean).some(s => {
            const style = getComputedStyle(s);
            return style.outlineStyle !== 'none' && parseFloat(style.outlineWidth) >= 2;
          });
          const box = e.getBoundingClientRect();
          const x = Math.min(Math.max(box.left + Math.min(box.width / 2, 20), 0), innerWidth - 1), y = Math.min(Math.max(box.top + box.height / 2, 0), innerHeight - 1);
          const top = document.elementFromPoint(x, y);
          let problem = '';
          if (!e.matches(':focus-visible') || !shown) problem = 'the focus cannot be seen';
          else if (box.bottom <= 0 || box.top >= innerHeight) problem = 'it is outside the window';
          else if (top && !(e.contains(top) || top.contains(e) || e.closest('label') === top.closest('label'))) problem = `it lies under ${top.tagName}.${top.className}`;
          return { name: label.replace(/\s+/g, ' ').trim(), problem };
        }
        """;

    /// <summary>Goes on with Tab until the focus is on something that begins with these words.</summary>
    public async Task To(string words, string key = "Tab")
    {
        var passed = new List<string>();
        for (var stop = 0; stop < MostStops; stop++)
        {
            var (name, problem) = await Here();
            Assert.True(problem.Length == 0, $"{page.Url}: at “{name}”, {problem}");
            if (name.StartsWith(words, StringComparison.Ordinal)) return;
            passed.Add(name);
            await page.Keyboard.PressAsync(key);
        }
        Assert.Fail($"{page.Url}: Tab never reached “{words}”, only: {string.Join(" | ", passed.Distinct())}");
    }

    /// <summary>Goes there and presses Enter.</summary>
    public async Task Press(string words)
    {
        await To(words);
        await page.Keyboard.PressAsync("Enter");
    }

    /// <summary>Goes there and ticks it.</summary>
    public async Task Tick(string words)
    {
        await To(words);
        await page.Keyboard.PressAsync("Space");
    }

    /// <summary>Goes to a box and types.</summary>
    public async Task Type(string box, string text)
    {
        await To(box);
        await page.Keyboard.TypeAsync(text);
    }

    /// <summary>Where the focus is, and what is wrong with that.</summary>
    public async Task<(string Name, string Problem)> Here()
    {
        while (true)
        {
            try
            {
                var here = await page.EvaluateAsync<JsonElement>(Stop);
                return (here.GetProperty("name").GetString()!, here.GetProperty("problem").GetString()!);
            }
            catch (PlaywrightException left) when (left.Message.Contains("Execution context was destroyed", StringComparison.Ordinal))
            {
                // The last key led to another page: look again there.
                await page.WaitForLoadStateAsync(LoadState.DOMContentLoaded);
            }
        }
    }
}
