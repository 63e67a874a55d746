#pragma once

#include <QWidget>

class QLabel;
class QVBoxLayout;

namespace gatehouse::ui {

/// What is to be done at the provider, step by step, the one that waits in bold while a rotation is
/// under way.
class RunbookView : public QWidget
{
    Q_OBJECT

public:
    explicit RunbookView(QWidget *parent = nullptr);

    void setSource(const QString &source, bool isRotating);

private:
    void fill();
    void addText(const QString &text, bool isBold, bool isMuted);

    QString m_source;
    bool m_isRotating = false;
    QVBoxLayout *m_lines;
};

} // namespace gatehouse::ui
