#include "ui/widgets/revealbutton.h"

#include "ui/widgets/iconset.h"
#include "ui/widgets/plaintext.h"

#include <QCoreApplication>
#include <QLineEdit>
#include <QToolButton>

namespace gatehouse::widgets {

namespace {

struct RevealButtonTexts
{
    Q_DECLARE_TR_FUNCTIONS(gatehouse::widgets::RevealButton)
};

} // namespace

QToolButton *makeRevealButton(QLineEdit *field, const QString &label)
{
    auto *button = new QToolButton(field->parentWidget());
    button->setCheckable(true);
    button->setIcon(icon(QStringLiteral("view-visible")));
    button->setAccessibleName(RevealButtonTexts::tr("Show what is typed: %1").arg(label));
    button->setToolTip(plainToolTip(RevealButtonTexts::tr("Show what is typed")));
    QObject::connect(button, &QToolButton::toggled, field, [field](bool on) {
        field->setEchoMode(on ? QLineEdit::Normal : QLineEdit::Password);
    });
    return button;
}

} // namespace gatehouse::widgets
