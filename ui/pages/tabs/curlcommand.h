#pragma once

#include "ui/pages/tabs/detailreader.h"

namespace gatehouse::ui {

/// A command line for a POSIX shell that sends the event's request once more, byte by byte, to the
/// URL that it came to. Headers that belong to the connection are left to curl, those that were
/// redacted are left out. Whatever the sender wrote is quoted: nothing of it is run, and no control
/// character reaches the terminal. No body: an empty one. `added` headers take the place of those
/// of the same names.
QString curlCommand(const EventPayload &event, const HeaderList &added = {});

} // namespace gatehouse::ui
