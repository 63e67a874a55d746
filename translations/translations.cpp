#include "translations/translations.h"

#include <QCoreApplication>
#include <QLocale>
#include <QTranslator>

#include <string_view>

// At global scope, as Q_INIT_RESOURCE demands.
static void registerTranslations()
{
    Q_INIT_RESOURCE(gatehouse_translations);
}

namespace gatehouse {

namespace {

/// lupdate of Qt 6.4 does not understand `namespace a::b`, so it files the texts of a class under
/// its bare name, while tr() asks for the qualified one.
class ByBareName final : public QTranslator
{
public:
    using QTranslator::QTranslator;

    QString translate(const char *context, const char *text, const char *comment,
                      int number) const override
    {
        QString found = QTranslator::translate(context, text, comment, number);
        const std::string_view name(context);
        const std::size_t scope = name.rfind("::");
        if (!found.isNull() || scope == std::string_view::npos)
            return found;
        return QTranslator::translate(context + scope + 2, text, comment, number);
    }
};

} // namespace

void installTranslation(QCoreApplication &application)
{
    registerTranslations();
    auto *translator = new ByBareName(&application);
    if (translator->load(QLocale(), QStringLiteral("gatehouse"), QStringLiteral("_"),
                         QStringLiteral(":/translations")))
        QCoreApplication::installTranslator(translator);
}

} // namespace gatehouse
