#pragma once

#include "services/core/error.h"

namespace gatehouse {

/// The text with every character that a terminal would obey replaced: whoever sent a webhook may
/// have chosen it.
QString harmlessText(const QString &text);

/// For standard error: the message, then each line of the detail on an indented line of its own,
/// all harmless.
QString terminalText(const Error &error);

} // namespace gatehouse
