#pragma once

#include "services/secrets/vault.h"

#include <QtGlobal>

#include <string>

namespace gatehouse::test {

/// A vault whose key is that byte, again and again.
inline secrets::Vault vaultOf(char byte)
{
    auto vault =
        secrets::Vault::withKey(secrets::Secret(std::string(secrets::Vault::keySize, byte)));
    if (!vault)
        qFatal("no vault");
    return std::move(*vault);
}

} // namespace gatehouse::test
