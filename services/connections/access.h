#pragma once

#include "services/admin_api/adminclient.h"
#include "services/connections/profile.h"
#include "services/postgres/session.h"
#include "services/secrets/secret.h"
#include "services/web_client/webserver.h"

#include <memory>
#include <optional>

namespace gatehouse {

/// What a profile's gateway and its database ask for.
struct Credentials
{
    std::shared_ptr<const secrets::Secret> token;
    std::shared_ptr<const secrets::Secret> password; ///< null: none, or libpq finds its own
    std::shared_ptr<const secrets::Secret> measures = {}; ///< null: none
};

/// How what measures are read from is reached: certified by whom the admin API is, by its proxy.
struct MeasureAccess
{
    MeasureServer::Kind kind = MeasureServer::Kind::None; ///< never None
    WebServer server;
    QString database; ///< as MeasureServer's
    QString job; ///< likewise
};

/// Everything that it takes to connect.
struct Access
{
    AdminOptions api;
    std::optional<postgres::SessionOptions> database; ///< nothing: browse through the API
    std::optional<MeasureAccess> measures = {}; ///< nothing: the gateway's own rollups
};

/// Whoever opens a profile goes through this, so that its rules hold everywhere: Denied when it
/// would send anything in clear over a network and does not name that exception. Invalid when a
/// certificate or key file cannot be used. Reads those files.
Result<Access> accessTo(const ConnectionProfile &profile, const Credentials &credentials);

/// The rules alone: what accessTo() would refuse. Reads nothing.
Result<> checkSafety(const ConnectionProfile &profile);

/// The exceptions that the profile names and needs: to be marked wherever it is open.
QList<SafetyException> exceptionsInUse(const ConnectionProfile &profile);
/// What is unsafe, in one sentence.
QString exceptionWarning(SafetyException exception);

/// The sslmode that Postgres is reached by; empty: libpq's own, on this machine. Invalid when the
/// conninfo cannot be read.
Result<QString> effectiveSslMode(const ConnectionProfile &profile);

} // namespace gatehouse
