#include "services/gateway/mastervault.h"

#include "services/secrets/masterkey.h"

#include <QCoreApplication>

#include <map>

namespace gatehouse::gateway {

namespace {

/// Whose secrets are sealed, by the fingerprint of the key.
using Sealed = std::map<std::string, std::string>;

Result<Sealed> findSealed(postgres::Session &session)
{
    const auto rows = session.execute(
        "SELECT master_key, string_agg(name, ', ' ORDER BY name) FROM gatehouse.destination"
        " WHERE master_key IS NOT NULL GROUP BY master_key");
    if (!rows)
        return failure(rows.error());
    Sealed sealed;
    for (int row = 0; row < rows->size(); ++row)
        sealed[rows->get<std::string>(row, 0)] = rows->get<std::string>(row, 1);
    return sealed;
}

tl::unexpected<Error> missingKey(const std::filesystem::path &file, const Sealed &sealed)
{
    return failure(
        ErrorKind::NotFound,
        QCoreApplication::translate(
            "MasterVault",
            "The master key file %1 is missing, and the credentials of these destinations are "
            "encrypted with it: %2. Put the file back from where it is kept safe. If it is lost, "
            "make a new one (openssl rand -hex 32, mode 0600) and enter the credentials again.")
            .arg(QString::fromStdString(file.string()),
                 QString::fromStdString(sealed.begin()->second)));
}

void tellUnreadable(const Sealed &sealed, const std::string &ours, Log &log)
{
    for (const auto &[key, destinations] : sealed) {
        if (key == ours)
            continue;
        log.error("stored credentials cannot be read with this gateway's master key; deliveries "
                  "wait for a gateway that has the right GATEHOUSE_MASTER_KEY_FILE, or for the "
                  "credentials to be entered again",
                  {{"destinations", destinations},
                   {"sealed_with", key},
                   {"this_gateway_has", ours.empty() ? std::string_view("none") : ours}});
    }
}

} // namespace

Result<std::optional<secrets::Vault>> openVault(const std::filesystem::path &file,
                                                postgres::Session &session, Log &log)
{
    const auto sealed = findSealed(session);
    if (!sealed)
        return failure(sealed.error());
    if (file.empty()) {
        tellUnreadable(*sealed, {}, log);
        return std::optional<secrets::Vault>();
    }
    auto vault = secrets::readMasterKey(file);
    if (!vault && vault.error().kind == ErrorKind::NotFound) {
        if (!sealed->empty())
            return missingKey(file, *sealed);
        if (auto made = secrets::createMasterKey(file); !made)
            return failure(std::move(made.error()));
        log.info("master key made; keep a copy of it in a safe place", {{"file", file.string()}});
        vault = secrets::readMasterKey(file);
    }
    if (!vault)
        return failure(std::move(vault.error()));
    tellUnreadable(*sealed, vault->fingerprint(), log);
    return std::optional<secrets::Vault>(std::move(*vault));
}

} // namespace gatehouse::gateway
