#pragma once

#include "services/core/result.h"

#include <QString>

namespace gatehouse::jwtkeys {

/// The public half as a JSON Web Key (RFC 7517), indented: as /.well-known/jwks.json has it among
/// its `keys`, computed here from the PEM. Invalid when the PEM is no such key.
Result<QString> jwkOf(const QString &algorithm, const QString &publicPem);

} // namespace gatehouse::jwtkeys
