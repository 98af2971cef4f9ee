using System.Text.Json;
using Spot.Grains.Abstractions.Administrators;
using Spot.Grains.Abstractions.Identity;
using Spot.Grains.Administrators;
using Spot.Grains.Operations;
using Spot.Grains.Tenants;
using Spot.Grains.Trust;

namespace Spot.Grains.Tests.Administrators;

/// <summary>What the first version stored is read by every later one. A change here is a change of the stored form: add a text, never edit one.</summary>
public sealed class StoredFormTests
{
    private const string Id = "00112233445566778899aabbccddeeff";

    private static readonly JsonSerializerOptions AsStored = GrainStates.OptionsOver(GrainStates.Contexts);

    [Theory]
    [InlineData(typeof(DirectoryState), """{"version":2,"tenants":[{"tenant":"t00112233445566778899aabbccddeeff","slug":"acme","name":"Acme","active":false}],"pending":[{"tenant":"t00112233445566778899aabbccddeeff","profile":{"slug":"acme","name":"Acme","runBy":"Fernhill","timeZone":"Etc/UTC"}}]}""")]
    [InlineData(typeof(TenantState), """{"profile":{"slug":"acme","name":"Acme","runBy":"Fernhill","timeZone":"Etc/UTC","extra":[],"kinds":["One"],"language":"en"},"salt":"AQI=","administrators":[{"administrator":"00112233445566778899aabbccddeeff","name":"Maya","title":"People team","role":1,"publicKey":"BAU=","keyNumber":1,"epoch":2,"active":true,"since":"2026-11-03"}],"firstOwner":"00112233445566778899aabbccddeeff","recovery":{"publicKey":"Bgc=","wraps":[{"numbers":[1],"sealed":"CAk="}],"holders":["00112233445566778899aabbccddeeff"]}}""")]
    [InlineData(typeof(InviteState), """{"terms":{"administrator":"00112233445566778899aabbccddeeff","role":0,"firstOwner":true,"name":"","mail":"","until":"2026-11-03T10:00:00+00:00"},"spent":true}""")]
    [InlineData(typeof(LoginState), """{"administrator":"00112233445566778899aabbccddeeff"}""")]
    [InlineData(typeof(AdministratorState), """{"epoch":2,"name":"Maya","title":"People team","mail":"maya@acme.example","role":0,"firstOwner":true,"parameters":"$argon2id$v=19$m=65536,t=3,p=4$c2FsdA","verifier":"AQ==","privateKey":"Ag==","publicKey":"Aw==","keyNumber":1,"device":"BA==","newDevice":null,"spentStep":59000000,"codeKey":"BQ==","codes":["Bg==","Bw=="],"codesKept":true,"recoveryKept":true,"wrongPasswords":1,"wrongCodes":2,"lockedUntil":null,"sessions":[{"session":"00112233445566778899aabbccddeeff","until":"2026-11-03T22:00:00+00:00"}],"pending":[]}""")]
    [InlineData(typeof(AdminSessionState), """{"start":{"administrator":"00112233445566778899aabbccddeeff","epoch":2,"level":1,"wrapped":"AQ==","byRecoveryCode":false},"began":"2026-11-03T10:00:00+00:00","seen":"2026-11-03T10:05:00+00:00","shown":null}""")]
    [InlineData(typeof(RecordKeysState), """{"authorities":["AQ=="],"signers":["Ag=="],"key":"Aw==","since":"2026-11-03"}""")]
    [InlineData(typeof(AdministratorState), """{"epoch":1,"name":"Maya","title":"","mail":"maya@acme.example","role":0,"firstOwner":true,"parameters":"","verifier":"AQ==","privateKey":"Ag==","publicKey":"Aw==","keyNumber":1,"device":null,"newDevice":"BA==","spentStep":0,"codeKey":"BQ==","codes":[],"codesKept":false,"recoveryKept":false,"wrongPasswords":0,"wrongCodes":0,"lockedUntil":null,"sessions":[{"session":"00112233445566778899aabbccddeeff","until":"2026-11-03T22:00:00+00:00","full":true}],"pending":[],"newDeviceFor":"00112233445566778899aabbccddeeff"}""")]
    [InlineData(typeof(TenantState), """{"profile":null,"salt":"","administrators":[],"firstOwner":null,"recovery":null,"unfinished":[{"administrator":"00112233445566778899aabbccddeeff","since":"2026-11-03T10:00:00+00:00"}]}""")]
    public void A_stored_state_is_read_and_written_as_it_was(Type type, string stored)
    {
        var state = JsonSerializer.Deserialize(stored, type, AsStored);

        using var written = JsonDocument.Parse(JsonSerializer.Serialize(state, type, AsStored));
        using var expected = JsonDocument.Parse(stored);
        Assert.True(JsonElement.DeepEquals(expected.RootElement, written.RootElement), written.RootElement.GetRawText());
    }

    [Fact]
    public void Every_stored_state_is_written_by_code_made_for_it()
    {
        var stored = typeof(AdministratorState).Assembly.GetTypes()
            .SelectMany(type => type.GetConstructors()).SelectMany(made => made.GetParameters()).Select(parameter => parameter.ParameterType)
            .Where(type => type.IsGenericType && type.GetGenericTypeDefinition() == typeof(IPersistentState<>))
            .Select(type => type.GetGenericArguments()[0]).Distinct().ToList();
        Assert.Contains(typeof(AdministratorState), stored);

        Assert.Empty(stored.Where(type => !AsStored.TryGetTypeInfo(type, out _)).Select(type => type.Name));
        Assert.False(AsStored.TryGetTypeInfo(typeof(StoredFormTests), out _));
    }

    [Fact]
    public void Enumerations_are_stored_by_numbers_that_never_change()
    {
        Assert.Equal((0, 1, 2, 3), ((int)AdministratorRole.Owner, (int)AdministratorRole.CaseHandler, (int)AdministratorRole.Auditor, (int)AdministratorRole.Billing));
        Assert.Equal((0, 1), ((int)SessionLevel.PasswordPassed, (int)SessionLevel.Full));
    }

    [Fact]
    public void A_stored_account_shows_nothing_of_itself_in_a_log()
    {
        Assert.Equal("[redacted]", new AdministratorState { Mail = "maya@acme.example" }.ToString());
        Assert.Equal("[redacted]", new AdminSessionState().ToString());
        Assert.Equal("[redacted]", new SessionTicket { Session = Id16.Parse(Id), Secret = [1] }.ToString());
        Assert.DoesNotContain("maya@acme.example", new InviteTerms { Administrator = Id16.Parse(Id), Role = AdministratorRole.Owner, Mail = "maya@acme.example", Until = default }.ToString(), StringComparison.Ordinal);
    }
}
