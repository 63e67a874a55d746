#include "ui/widgets/dialogparts.h"

#include "ui/widgets/roomfortext.h"
#include "ui/widgets/theme.h"
#include "ui/widgets/wrappinglabel.h"

#include <QBoxLayout>
#include <QCoreApplication>
#include <QDialog>
#include <QLabel>
#include <QPushButton>

namespace gatehouse::widgets {

namespace {

struct DialogPartsTexts
{
    Q_DECLARE_TR_FUNCTIONS(gatehouse::widgets::DialogParts)
};

} // namespace

void setUpDialog(QDialog *dialog, int narrowest)
{
    dialog->setWindowModality(Qt::WindowModal);
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->setMinimumWidth(narrowest);
    new RoomForText(dialog);
}

QLabel *makeDialogHeading(const QString &text, QWidget *parent)
{
    QLabel *heading = makeWrappingLabel(text, parent);
    heading->setFont(uiFont(TextSize::PaneTitle, Weight::Bold));
    return heading;
}

QPushButton *addDialogButtons(QDialog *dialog, QBoxLayout *layout, const QString &what,
                              const QString &confirmText, bool isDefault)
{
    auto *confirm = new QPushButton(confirmText, dialog);
    confirm->setObjectName(QStringLiteral("confirm") + what);
    confirm->setDefault(isDefault);
    QObject::connect(confirm, &QPushButton::clicked, dialog, &QDialog::accept);
    auto *cancel = new QPushButton(DialogPartsTexts::tr("Cancel"), dialog);
    cancel->setObjectName(QStringLiteral("cancel") + what);
    cancel->setAutoDefault(false);
    QObject::connect(cancel, &QPushButton::clicked, dialog, &QDialog::reject);
    auto *row = new QHBoxLayout;
    row->addStretch();
    row->addWidget(cancel);
    row->addWidget(confirm);
    layout->addLayout(row);
    return confirm;
}

} // namespace gatehouse::widgets
