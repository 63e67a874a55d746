#include "ui/widgets/wrappinglabel.h"

#include <QLabel>

namespace gatehouse::widgets {

QLabel *makeWrappingLabel(const QString &text, QWidget *parent)
{
    auto *label = new QLabel(text, parent);
    label->setTextFormat(Qt::PlainText);
    label->setWordWrap(true);
    return label;
}

} // namespace gatehouse::widgets
