#include "services/gateway/mastervault.h"

#include "services/secrets/masterkey.h"

#include <QCoreApplication>

#include <map>

namespace gatehouse::gateway {

namespace {

/// Whose secrets are sealed, by the fingerprint of the key.
using Sealed = std::map<std::string, std::string>;

constexpr std::string_view selectSealed = R"(
SELECT master_key, left(string_agg(name, ', ' ORDER BY name), 500), bool_or(is_provider)
  FROM (SELECT master_key, name, false AS is_provider FROM gatehouse.destination WHERE master_key IS NOT NULL
         UNION ALL
        SELECT DISTINCT master_key, source || '/' || tenant, true FROM gatehouse.provider_secret
         WHERE sealed IS NOT NULL AND state <> 'revoked'
         UNION ALL
        SELECT master_key, 'alert channel ' || name, false FROM gatehouse.alert_channel WHERE secret IS NOT NULL
         UNION ALL
        SELECT DISTINCT master_key, 'bodies of ' || tenant, true FROM gatehouse.body_key) AS sealed
 GROUP BY master_key)";

struct Found
{
    Sealed sealed;
    bool hasProviderSecrets = false;
};

Result<Found> findSealed(postgres::Session &session)
{
    const auto rows = session.execute(selectSealed);
    if (!rows)
        return failure(rows.error());
    Found found;
    for (int row = 0; row < rows->size(); ++row) {
        found.sealed[rows->get<std::string>(row, 0)] = rows->get<std::string>(row, 1);
        found.hasProviderSecrets = found.hasProviderSecrets || rows->get<bool>(row, 2);
    }
    return found;
}

QString nameOf(const std::filesystem::path &file)
{
    return QString::fromStdString(file.string());
}

tl::unexpected<Error> missingKey(const std::filesystem::path &file, const Sealed &sealed)
{
    return failure(
        ErrorKind::NotFound,
        QCoreApplication::translate(
            "MasterVault",
            "The master key file %1 is missing, and these secrets are encrypted with it: %2. Put "
            "the file back from where it is kept safe. If it is lost, make a new one (openssl rand "
            "-hex 32, mode 0600), delete what cannot be read, and enter the secrets again.")
            .arg(nameOf(file), QString::fromStdString(sealed.begin()->second)));
}

tl::unexpected<Error> anotherKey(const std::pair<const std::string, std::string> &theirs,
                                 const std::string &ours)
{
    return failure(
        ErrorKind::Conflict,
        QCoreApplication::translate(
            "MasterVault",
            "These secrets are encrypted with the master key %1, and this gateway has %2: %3. "
            "Start it with the right key. If the key was changed on purpose, name the one before "
            "in GATEHOUSE_PREVIOUS_MASTER_KEY_FILE and run gatehousectl secrets rekey.")
            .arg(QString::fromStdString(theirs.first), QString::fromStdString(ours),
                 QString::fromStdString(theirs.second)));
}

tl::unexpected<Error> keyNeeded(const Sealed &sealed)
{
    return failure(
        ErrorKind::Invalid,
        QCoreApplication::translate(
            "MasterVault",
            "This database keeps providers' secrets (%1), and this gateway has no master key: it "
            "would refuse their webhooks. Start it with GATEHOUSE_MASTER_KEY_FILE.")
            .arg(QString::fromStdString(sealed.begin()->second)));
}

void tellUnreadable(const Sealed &sealed, Log &log)
{
    for (const auto &[key, destinations] : sealed)
        log.error("stored credentials cannot be read without a master key; deliveries wait for a "
                  "gateway that has the right GATEHOUSE_MASTER_KEY_FILE, or for the credentials to "
                  "be entered again",
                  {{"destinations", destinations}, {"sealed_with", key}});
}

Result<secrets::Vault> makeKey(const std::filesystem::path &file, Log &log)
{
    if (auto made = secrets::createMasterKey(file); !made)
        return failure(std::move(made.error()));
    log.info("master key made; keep a copy of it in a safe place", {{"file", file.string()}});
    return secrets::readMasterKey(file);
}

Result<secrets::Vault> readKey(const MasterKey &key, const Sealed &sealed, Log &log)
{
    if (!key.command.empty())
        return secrets::runMasterKeyCommand(key.command);
    auto vault = secrets::readMasterKey(key.file);
    if (vault || vault.error().kind != ErrorKind::NotFound)
        return vault;
    return sealed.empty() ? makeKey(key.file, log) : missingKey(key.file, sealed);
}

} // namespace

Result<std::optional<secrets::Vault>> openVault(const MasterKey &key, postgres::Session &session,
                                                Log &log)
{
    const auto found = findSealed(session);
    if (!found)
        return failure(found.error());
    if (key.file.empty() && key.command.empty()) {
        if (found->hasProviderSecrets)
            return keyNeeded(found->sealed);
        tellUnreadable(found->sealed, log);
        return std::optional<secrets::Vault>();
    }
    auto vault = readKey(key, found->sealed, log);
    if (vault && !key.previousFile.empty())
        vault = secrets::readMasterKey(key.previousFile).map([&](secrets::Vault &&previous) {
            return std::move(*vault).withPrevious(std::move(previous));
        });
    if (!vault)
        return failure(std::move(vault.error()));
    for (const auto &theirs : found->sealed) {
        if (!vault->opens(theirs.first))
            return anotherKey(theirs, vault->fingerprint());
    }
    return std::optional<secrets::Vault>(std::move(*vault));
}

} // namespace gatehouse::gateway
