#include "translations/translations.h"

#include <QCoreApplication>
#include <QLocale>
#include <QTranslator>

// At global scope, as Q_INIT_RESOURCE demands.
static void registerTranslations()
{
    Q_INIT_RESOURCE(gatehouse_translations);
}

namespace gatehouse {

void installTranslation(QCoreApplication &application)
{
    registerTranslations();
    auto *translator = new QTranslator(&application);
    if (translator->load(QLocale(), QStringLiteral("gatehouse"), QStringLiteral("_"),
                         QStringLiteral(":/translations")))
        QCoreApplication::installTranslator(translator);
}

} // namespace gatehouse
