#pragma once

class QCoreApplication;

namespace gatehouse {

/// Installs the translation for the system's language; English, in which the sources are written,
/// where there is none.
void installTranslation(QCoreApplication &application);

} // namespace gatehouse
