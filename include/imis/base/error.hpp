// Errors with context. Everything that goes wrong is thrown as one of these and caught by the program alone
// (cli/program), or, for a bad item of a data set, where the evaluation counts it and continues.
#pragma once

#include <exception>
#include <stdexcept>
#include <string>
#include <utility>
#include <vector>

namespace imis {

// Something failed while running; the program ends with exit code 1.
//
// The message is one line: what is wrong, where (file, field, item), and what to do about it.
//
// Libraries don't know how they are called: a message names fields and values ("device 'abacus' is not known"), and
// `fields` lists the fields that the remedy is about, in words ("mask feedback"). The command line adds its options of
// these names.
class Error : public std::runtime_error {
public:
    explicit Error(const std::string& message, std::vector<std::string> fields = {})
        : std::runtime_error(message), fields_(std::move(fields)) {}

    [[nodiscard]] const std::vector<std::string>& fields() const { return fields_; }

private:
    std::vector<std::string> fields_;
};

// What was asked for can't be done as it is: the command line is wrong (exit code 2).
class UsageError : public Error {
public:
    using Error::Error;
};

// One item of a data set (an image, a label, a target) is bad. The item is reported, skipped and counted, and the run
// continues unless it is strict.
class ItemError : public Error {
public:
    using Error::Error;
};

// A device has too little memory for what was tried; with less at once it may work.
class OutOfMemory : public Error {
public:
    using Error::Error;
};

// The user asked to stop (Ctrl-C); exit code 130.
class Interrupted : public Error {
public:
    using Error::Error;
};

// What an exception says, without the stack trace that LibTorch adds to its own.
[[nodiscard]] std::string reason(const std::exception& problem);

}  // namespace imis
